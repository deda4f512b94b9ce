import { HomeOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [{ path: '/', load: () => import('./pages/HomePage') }],
  menu: [{ group: 'home', label: 'menu:home', path: '/', icon: <HomeOutlined />, order: 10, shortcut: 'h', phone: 10 }],
} satisfies Feature
