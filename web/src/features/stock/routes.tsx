import { AuditOutlined, DatabaseOutlined, HomeOutlined, ProfileOutlined, SwapOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/stock', permission: 'stock.read', load: () => import('./pages/BalancesPage') },
    { path: '/stock/ledger', permission: 'stock.read', load: () => import('./pages/LedgerPage') },
    { path: '/opening-stock', permission: 'stock.read', load: () => import('./pages/OpeningPage') },
    { path: '/opening-stock/$id', permission: 'stock.read', load: () => import('./pages/DocumentPage') },
    { path: '/stock-documents', permission: 'stock.read', load: () => import('./pages/DocumentsPage') },
    { path: '/stock-documents/$id', permission: 'stock.read', load: () => import('./pages/DocumentPage') },
    { path: '/warehouses', permission: 'stock.read', load: () => import('./pages/WarehousesPage') },
  ],
  menu: [
    { group: 'stock', label: 'menu:stock.balance', path: '/stock', icon: <DatabaseOutlined />, order: 10, permission: 'stock.read', shortcut: 'k', phone: 30 },
    { group: 'stock', label: 'menu:stock.ledger', path: '/stock/ledger', icon: <ProfileOutlined />, order: 20, permission: 'stock.read', shortcut: 'l' },
    { group: 'stock', label: 'menu:stock.documents', path: '/stock-documents', icon: <SwapOutlined />, order: 30, permission: 'stock.read' },
    { group: 'stock', label: 'menu:stock.opening', path: '/opening-stock', icon: <AuditOutlined />, order: 40, permission: 'stock.read' },
    { group: 'stock', label: 'menu:stock.warehouse', path: '/warehouses', icon: <HomeOutlined />, order: 50, permission: 'stock.read' },
  ],
} satisfies Feature
