import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/account', load: () => import('./pages/AccountPage') }],
} satisfies Feature
