import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/account-sets/new', frame: 'bare', load: () => import('./pages/AccountSetWizard') }],
} satisfies Feature
