import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/placing-batches/$id', permission: 'purchase.read', module: 'buy1688', load: () => import('./pages/BatchPage') }],
  sections: [{ page: 'purchase', order: 10, permission: 'purchase.read', module: 'buy1688', load: () => import('./PlacingSection') }],
} satisfies Feature
