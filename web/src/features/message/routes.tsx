import { MessageOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/messages', permission: 'message.read', module: 'buy1688', load: () => import('./pages/MessagesPage') }],
  menu: [{ group: 'channel', label: 'menu:message', path: '/messages', icon: <MessageOutlined />, order: 90, permission: 'message.read', module: 'buy1688' }],
} satisfies Feature
