import { ThunderboltOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/jobs', permission: 'job.read', load: () => import('./pages/JobsPage') }],
  menu: [{ group: 'settings', label: 'menu:jobs', path: '/jobs', icon: <ThunderboltOutlined />, order: 60, permission: 'job.read', shortcut: 'j' }],
} satisfies Feature
