import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadLanguage } from '@/shared/texts/catalogue'
import { App } from './App'
import { followTheme } from './theme'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

followTheme()
// Not by `await`: what loads then rests on this file, and would wait for its end.
void loadLanguage().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
)
