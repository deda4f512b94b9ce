import { BulbOutlined, ControlOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/purchase-suggestions', permission: 'suggest.read', load: () => import('./pages/SuggestionsPage') },
    { path: '/replenishment-rules', permission: 'suggest.read', load: () => import('./pages/RulesPage') },
    { path: '/replenishment-calendar', permission: 'suggest.read', load: () => import('./pages/CalendarPage') },
  ],
  menu: [
    { group: 'purchase', label: 'menu:suggest.list', path: '/purchase-suggestions', icon: <BulbOutlined />, order: 5, permission: 'suggest.read' },
    { group: 'purchase', label: 'menu:suggest.rules', path: '/replenishment-rules', icon: <ControlOutlined />, order: 45, permission: 'suggest.read' },
  ],
} satisfies Feature
