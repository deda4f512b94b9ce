import { FileTextOutlined, ShoppingCartOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/sales', permission: 'sale.read', load: () => import('./pages/SaleListPage') },
    { path: '/sales/$id', permission: 'sale.read', load: () => import('./pages/SalePage') },
  ],
  menu: [
    { group: 'sale', label: 'menu:sale.new', path: '/sales/new', icon: <ShoppingCartOutlined />, order: 10, permission: 'sale.create', shortcut: 'x', phone: 10 },
    { group: 'sale', label: 'menu:sale.list', path: '/sales', icon: <FileTextOutlined />, order: 20, permission: 'sale.read', shortcut: 's', phone: 20 },
  ],
} satisfies Feature
