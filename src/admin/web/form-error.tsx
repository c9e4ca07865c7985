import { CircleAlert } from 'lucide-react';
import './form.css';

/** Why a form was not accepted, where no single field is to blame. */
export function FormError({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <div className="ad-form-error" role="alert">
      <CircleAlert size={16} aria-hidden />
      <span>{text}</span>
    </div>
  );
}
