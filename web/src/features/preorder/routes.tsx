import { QrcodeOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/preorders', permission: 'preorder.read', module: 'sell1688', load: () => import('./pages/PreorderListPage') },
    { path: '/escrows', permission: 'preorder.read', module: 'sell1688', load: () => import('./pages/EscrowListPage') },
  ],
  menu: [
    { group: 'sale', label: 'menu:preorder', path: '/preorders', icon: <QrcodeOutlined />, order: 30, permission: 'preorder.read', module: 'sell1688', shortcut: 'y', phone: 30 },
    { group: 'money', label: 'menu:escrow', path: '/escrows', icon: <SafetyCertificateOutlined />, order: 35, permission: 'preorder.read', module: 'sell1688' },
  ],
} satisfies Feature
