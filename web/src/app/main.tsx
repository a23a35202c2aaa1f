import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { followTheme } from './theme'
import './styles.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

followTheme()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
