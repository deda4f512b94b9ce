import { CloudDownloadOutlined, ShopOutlined, TeamOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    // Open while the module is off, too: the page says how to switch it on.
    { path: '/shops', permission: 'shop.read', load: () => import('./pages/ShopsPage') },
    { path: '/buyer-accounts', permission: 'buyer_account.read', module: 'buy1688', load: () => import('./pages/BuyerAccountsPage') },
    { path: '/shops/examine', permission: 'shop.read', load: () => import('./pages/ExaminePage') },
    { path: '/downloads', permission: 'shop.read', module: 'sell1688', load: () => import('./pages/DownloadsPage') },
    { path: '/downloads/$id', permission: 'shop.read', module: 'sell1688', load: () => import('./pages/DownloadPage') },
  ],
  menu: [
    { group: 'channel', label: 'menu:shop.list', path: '/shops', icon: <ShopOutlined />, order: 10, permission: 'shop.read', module: 'sell1688', shortcut: 'd' },
    { group: 'channel', label: 'menu:shop.download', path: '/downloads', icon: <CloudDownloadOutlined />, order: 20, permission: 'shop.read', module: 'sell1688' },
    { group: 'channel', label: 'menu:shop.buyer', path: '/buyer-accounts', icon: <TeamOutlined />, order: 50, permission: 'buyer_account.read', module: 'buy1688' },
  ],
} satisfies Feature
