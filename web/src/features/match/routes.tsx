import { LinkOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/matching', permission: 'match.read', module: 'sell1688', load: () => import('./pages/MatchPage') }],
  menu: [{ group: 'channel', label: 'menu:match', path: '/matching', icon: <LinkOutlined />, order: 30, permission: 'match.read', module: 'sell1688', shortcut: 'm' }],
} satisfies Feature
