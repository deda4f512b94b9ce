import { BarcodeOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/labels', permission: 'product.read', load: () => import('./pages/LabelsPage') }],
  menu: [{ group: 'product', label: 'menu:label', path: '/labels', icon: <BarcodeOutlined />, order: 50, permission: 'product.read' }],
} satisfies Feature
