export type EngineName = 'columnar' | 'postgres';

export interface AskOptions {
  /** This engine or a refusal; without it the columnar copy where it is fresh enough, else PostgreSQL. */
  engine?: EngineName;
  /** How long whoever asks waits, in the queue too; 30 seconds unless given. */
  timeoutMs?: number;
  /** Upkeep that nobody waits for: it has a place of its own, and takes none from people. */
  upkeep?: boolean;
}

/** Rows that are taken some thousands at a time, as they come: nobody ever holds them all. */
export interface TakeOptions<Row> extends AskOptions {
  /** One engine alone: another could not go on in the middle. */
  engine: EngineName;
  /** Asked for the next rows when it is done with these; what it throws ends the question. */
  take(rows: Row[]): Promise<void>;
}

export interface FactsAnswer<Row> {
  rows: Row[];
  engine: EngineName;
  /** Everything committed until then is in the answer, and nothing later. */
  asOf: Date;
}

/** A question as an engine gets it: compiled once, the same text for each. */
export interface Question {
  text: string;
  parameters: readonly unknown[];
  timeZone: string;
  timeoutMs: number;
  upkeep: boolean;
  /** Where given, it gets the rows, and the answer has none. */
  take: ((rows: Record<string, unknown>[]) => Promise<void>) | undefined;
  /** Aborted when nobody waits for the answer any more. */
  gone: AbortSignal | undefined;
}

export type EngineAnswer = Pick<FactsAnswer<Record<string, unknown>>, 'rows' | 'asOf'>;

/** The columnar copy as whoever asks sees it. */
export interface ColumnarEngine {
  /** Throws `CopyUnavailable` where there is no copy to answer, or it ends meanwhile. */
  ask(question: Question): Promise<EngineAnswer>;
  /** Until when it holds everything that was committed; undefined where it cannot answer. */
  asOf(): Date | undefined;
  /** Whether it is being opened or built, and will answer before long. */
  isComing(): boolean;
}

/** The copy cannot answer now; PostgreSQL can. */
export class CopyUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CopyUnavailable';
  }
}
