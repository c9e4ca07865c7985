import { FileUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import './drop-zone.css';

export interface DropZoneProps {
  title: string;
  /** What is taken, in one line. */
  note: string;
  /** The verb on the button-like words. */
  choose: string;
  /** While a file hovers over the page. */
  drop: string;
  /** One or several at once. */
  onFiles: (files: File[]) => void;
  children?: ReactNode;
}

/** Takes files: dropped anywhere on the page, clicked for, or chosen with the keyboard. */
export function DropZone({ title, note, choose, drop, onFiles, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  usePageDrop(onFiles, setOver);
  return (
    <label className="im-drop" data-over={over || undefined}>
      <input
        ref={input}
        type="file"
        className="pn-hidden"
        multiple
        accept=".csv,.tsv,.txt,.xlsx,.zip,.gz,text/csv,text/tab-separated-values,text/plain"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file can be chosen again after a failure.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <FileUp className="im-drop-sign" aria-hidden />
      <span className="im-drop-title">{over ? drop : title}</span>
      <span className="im-drop-note">{note}</span>
      <span className="pn-button" data-tone="main" data-size="large" aria-hidden>
        {choose}
      </span>
      {children}
    </label>
  );
}

/** A file that misses the frame would otherwise replace the page. */
function usePageDrop(onFiles: (files: File[]) => void, setOver: (over: boolean) => void): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files');
    const overPage = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const take = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) latest.current(files);
    };
    document.addEventListener('dragover', overPage);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', take);
    return () => {
      document.removeEventListener('dragover', overPage);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', take);
    };
  }, [setOver]);
}
