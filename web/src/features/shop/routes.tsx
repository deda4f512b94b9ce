import { CloudDownloadOutlined, ShopOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    // Open while the module is off, too: the page says how to switch it on.
    { path: '/shops', permission: 'shop.read', load: () => import('./pages/ShopsPage') },
    { path: '/shops/examine', permission: 'shop.manage', module: 'sell1688', load: () => import('./pages/ExaminePage') },
    { path: '/downloads', permission: 'shop.read', module: 'sell1688', load: () => import('./pages/DownloadsPage') },
    { path: '/downloads/$id', permission: 'shop.read', module: 'sell1688', load: () => import('./pages/DownloadPage') },
  ],
  menu: [
    { group: 'channel', label: 'menu:shop.list', path: '/shops', icon: <ShopOutlined />, order: 10, permission: 'shop.read', module: 'sell1688', shortcut: 'd' },
    { group: 'channel', label: 'menu:shop.download', path: '/downloads', icon: <CloudDownloadOutlined />, order: 20, permission: 'shop.read', module: 'sell1688' },
  ],
} satisfies Feature
