import { TagsOutlined, TeamOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/customers', permission: 'customer.read', load: () => import('./pages/CustomersPage') },
    { path: '/customers/$id', permission: 'customer.read', load: () => import('./pages/CustomerPage') },
    { path: '/price-levels', permission: ['customer.read', 'product.read'], load: () => import('./pages/LevelsPage') },
  ],
  menu: [
    { group: 'customer', label: 'menu:customer.list', path: '/customers', icon: <TeamOutlined />, order: 10, permission: 'customer.read', shortcut: 'c' },
    { group: 'customer', label: 'menu:customer.level', path: '/price-levels', icon: <TagsOutlined />, order: 20, permission: ['customer.read', 'product.read'] },
  ],
} satisfies Feature
