import { EnvironmentOutlined, HomeOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/receiving-addresses', permission: 'address.read', module: 'buy1688', load: () => import('./pages/AddressesPage') },
    { path: '/receiving-addresses/$id', permission: 'address.read', module: 'buy1688', load: () => import('./pages/AddressPage') },
    { path: '/warehouse-addresses', permission: 'address.read', module: 'buy1688', load: () => import('./pages/WarehouseAddressesPage') },
  ],
  menu: [
    { group: 'purchase', label: 'menu:address.list', path: '/receiving-addresses', icon: <EnvironmentOutlined />, order: 60, permission: 'address.read', module: 'buy1688' },
    { group: 'purchase', label: 'menu:address.warehouse', path: '/warehouse-addresses', icon: <HomeOutlined />, order: 70, permission: 'address.read', module: 'buy1688' },
  ],
} satisfies Feature
