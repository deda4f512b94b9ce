import { ApartmentOutlined, BgColorsOutlined, ColumnHeightOutlined, SkinOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/products', permission: 'product.read', load: () => import('./pages/ProductsPage') },
    { path: '/products/$id', permission: 'product.read', load: () => import('./pages/ProductPage') },
    { path: '/categories', permission: 'product.read', load: () => import('./pages/CategoriesPage') },
    { path: '/attributes', permission: 'product.read', load: () => import('./pages/AttributesPage') },
    { path: '/unit-groups', permission: 'product.read', load: () => import('./pages/UnitsPage') },
  ],
  menu: [
    { group: 'product', label: 'menu:product.list', path: '/products', icon: <SkinOutlined />, order: 10, permission: 'product.read', shortcut: 'p' },
    { group: 'product', label: 'menu:product.category', path: '/categories', icon: <ApartmentOutlined />, order: 20, permission: 'product.read' },
    { group: 'product', label: 'menu:product.attribute', path: '/attributes', icon: <BgColorsOutlined />, order: 30, permission: 'product.read' },
    { group: 'product', label: 'menu:product.unit', path: '/unit-groups', icon: <ColumnHeightOutlined />, order: 40, permission: 'product.read' },
  ],
} satisfies Feature
