import { ContactsOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/suppliers', permission: 'supplier.read', load: () => import('./pages/SuppliersPage') },
    { path: '/suppliers/$id', permission: 'supplier.read', load: () => import('./pages/SupplierPage') },
  ],
  menu: [{ group: 'purchase', label: 'menu:supplier', path: '/suppliers', icon: <ContactsOutlined />, order: 50, permission: 'supplier.read' }],
} satisfies Feature
