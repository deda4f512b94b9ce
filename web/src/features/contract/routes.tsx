import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/purchase-orders/$id/contract', permission: 'purchase.read', load: () => import('./pages/ContractPage') }],
} satisfies Feature
