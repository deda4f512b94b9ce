import { PayCircleOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/currencies', permission: 'settings.read', load: () => import('./pages/CurrencyPage') }],
  menu: [{ group: 'settings', label: 'menu:currency', path: '/currencies', icon: <PayCircleOutlined />, order: 15, permission: 'settings.read' }],
} satisfies Feature
