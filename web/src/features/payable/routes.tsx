import { ReconciliationOutlined, WalletOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/payables', permission: 'payable.read', load: () => import('./pages/PayableListPage') },
    { path: '/supplier-statements/$id', permission: 'payable.read', load: () => import('./pages/SupplierStatementPage') },
    { path: '/payments', permission: 'payable.read', load: () => import('./pages/PaymentListPage') },
    { path: '/payments/$id', permission: 'payable.read', load: () => import('./pages/PaymentPage') },
  ],
  menu: [
    { group: 'money', label: 'menu:payable.payables', path: '/payables', icon: <ReconciliationOutlined />, order: 22, permission: 'payable.read' },
    { group: 'money', label: 'menu:payable.payments', path: '/payments', icon: <WalletOutlined />, order: 24, permission: 'payable.read' },
  ],
} satisfies Feature
