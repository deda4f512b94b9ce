import { CloudDownloadOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/platform-orders', permission: 'platform_order.read', module: 'buy1688', load: () => import('./pages/OrderListPage') },
    { path: '/platform-orders/$id', permission: 'platform_order.read', module: 'buy1688', load: () => import('./pages/OrderPage') },
  ],
  menu: [{ group: 'purchase', label: 'menu:platform', path: '/platform-orders', icon: <CloudDownloadOutlined />, order: 15, permission: 'platform_order.read', module: 'buy1688' }],
  sections: [{ page: 'purchase', order: 20, permission: 'platform_order.read', module: 'buy1688', load: () => import('./OrdersOfPurchase') }],
} satisfies Feature
