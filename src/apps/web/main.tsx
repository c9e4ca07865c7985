import '#platform/ui/tokens.css';
import '#platform/ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { keepPageOnDrop } from './keep-page.ts';
import { startLanguage } from './language.ts';

// Zod compiles its checks with `new Function`, which the content security policy forbids.
z.config({ jitless: true });

keepPageOnDrop();
await startLanguage();
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
