import { Socket } from 'node:net';

const bufferBytes = 1 << 18;
const came = 'data';

/**
 * A socket that reads into one buffer again and again: where gigabytes come by, new ones for every few kilobytes keep the
 * collector of garbage as busy as all else. Who listens gets bytes of its own, or, while the socket `lends`, those of the
 * buffer, which hold until the listener returns.
 */
export class SteadySocket extends Socket {
  lends = false;

  constructor() {
    super({
      onread: {
        buffer: Buffer.allocUnsafeSlow(bufferBytes),
        callback: (length, buffer) => {
          const read = Buffer.from(buffer.buffer, buffer.byteOffset, length);
          this.emit(came, this.lends ? read : Buffer.from(read));
          return true;
        },
      },
    });
  }
}

/** For the `stream` of a connection. What is encrypted is read by the socket that decrypts it. */
export function steadySocket({ ssl }: { ssl?: unknown } = {}): Socket {
  return ssl ? new Socket() : new SteadySocket();
}
