import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/login', frame: 'bare', load: () => import('./pages/LoginPage') },
    { path: '/setup', frame: 'bare', load: () => import('./pages/SetupPage') },
  ],
} satisfies Feature
