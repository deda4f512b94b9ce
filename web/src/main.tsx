import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '@/app/App'
import { loadAllTexts, startI18n } from '@/lib/i18n'
import '@/app/global.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

await startI18n()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
// The other features' texts, once nothing else is to be done (Safari has no idle callback).
const later = window.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 2000))
later(() => void loadAllTexts())
