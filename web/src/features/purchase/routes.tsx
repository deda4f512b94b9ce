import { CarOutlined, InboxOutlined, ShoppingOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/purchase-orders', permission: 'purchase.read', load: () => import('./pages/PurchaseListPage') },
    { path: '/purchase-orders/$id', permission: 'purchase.read', load: () => import('./pages/PurchasePage') },
    { path: '/purchase-receipts', permission: 'purchase.read', load: () => import('./pages/ReceiptListPage') },
    { path: '/purchase-receipts/$id', permission: 'purchase.read', load: () => import('./pages/ReceiptPage') },
    { path: '/purchase-costs', permission: 'purchase.read', load: () => import('./pages/CostListPage') },
    { path: '/purchase-costs/$id', permission: 'purchase.read', load: () => import('./pages/CostPage') },
  ],
  menu: [
    { group: 'purchase', label: 'menu:purchase', path: '/purchase-orders', icon: <ShoppingOutlined />, order: 10, permission: 'purchase.read' },
    { group: 'purchase', label: 'menu:purchaseReceipt', path: '/purchase-receipts', icon: <InboxOutlined />, order: 20, permission: 'purchase.read' },
    { group: 'purchase', label: 'menu:purchaseCost', path: '/purchase-costs', icon: <CarOutlined />, order: 25, permission: 'purchase.read' },
  ],
} satisfies Feature
