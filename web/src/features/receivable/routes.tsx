import { AccountBookOutlined, BankOutlined, PayCircleOutlined, SwapOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/receivables', permission: 'receivable.read', load: () => import('./pages/ReceivableListPage') },
    { path: '/statements/$id', permission: 'receivable.read', load: () => import('./pages/StatementPage') },
    { path: '/receipts', permission: 'receivable.read', load: () => import('./pages/ReceiptListPage') },
    { path: '/receipts/$id', permission: 'receivable.read', load: () => import('./pages/ReceiptPage') },
    { path: '/fund-transfers', permission: 'fund_transfer.read', load: () => import('./pages/TransferListPage') },
    { path: '/fund-transfers/$id', permission: 'fund_transfer.read', load: () => import('./pages/TransferPage') },
    { path: '/fund-accounts', permission: 'fund_account.read', load: () => import('./pages/FundAccountsPage') },
  ],
  menu: [
    { group: 'money', label: 'menu:receivable.receivables', path: '/receivables', icon: <AccountBookOutlined />, order: 10, permission: 'receivable.read', shortcut: 'r' },
    { group: 'money', label: 'menu:receivable.receipts', path: '/receipts', icon: <PayCircleOutlined />, order: 20, permission: 'receivable.read' },
    { group: 'money', label: 'menu:receivable.transfers', path: '/fund-transfers', icon: <SwapOutlined />, order: 25, permission: 'fund_transfer.read' },
    { group: 'money', label: 'menu:receivable.accounts', path: '/fund-accounts', icon: <BankOutlined />, order: 30, permission: 'fund_account.read' },
  ],
} satisfies Feature
