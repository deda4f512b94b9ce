import { KeyOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/tokens', load: () => import('./pages/TokensPage') }],
  menu: [{ group: 'settings', label: 'menu:tokens', path: '/tokens', icon: <KeyOutlined />, order: 40 }],
} satisfies Feature
