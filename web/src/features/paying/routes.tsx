import { AuditOutlined, ReconciliationOutlined, PayCircleOutlined, WalletOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

const permission = 'payment_request.read'

export default {
  pages: [
    { path: '/payment-requests', permission, load: () => import('./pages/RequestListPage') },
    { path: '/payment-requests/$id', permission, load: () => import('./pages/RequestPage') },
    { path: '/order-payments', permission, load: () => import('./pages/MoneyListPage') },
    { path: '/order-agreements', permission, load: () => import('./pages/AgreementListPage') },
    { path: '/pay-accounts', permission, module: 'buy1688', load: () => import('./pages/AccountsPage') },
  ],
  menu: [
    { group: 'purchase', label: 'menu:paying.requests', path: '/payment-requests', icon: <PayCircleOutlined />, order: 30, permission },
    { group: 'purchase', label: 'menu:paying.money', path: '/order-payments', icon: <ReconciliationOutlined />, order: 32, permission },
    { group: 'purchase', label: 'menu:paying.agreements', path: '/order-agreements', icon: <AuditOutlined />, order: 34, permission },
    { group: 'purchase', label: 'menu:paying.accounts', path: '/pay-accounts', icon: <WalletOutlined />, order: 36, permission: 'pay_account.update', module: 'buy1688' },
  ],
  sections: [{ page: 'purchase', order: 30, permission, load: () => import('./PaymentSection') }],
} satisfies Feature
