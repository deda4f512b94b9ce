import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

// In development the page runs on Vite's port and asks the Go server for /api.
const backend = process.env.HUOTONG_PUBLIC_URL ?? 'http://127.0.0.1:8080'

// Ant Design names each icon after its file, so a button would be called "plus 新建". Words name things here: an icon is decoration unless it is
// given a name, or is itself what one clicks.
const quietIcons: Plugin = {
  name: 'quiet-icons',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('/@ant-design/icons/es/components/AntdIcon.js')) return undefined
    const quiet = code.replace(/role: "img",\s*"aria-label": icon\.name/, '...(onClick || restProps["aria-label"] ? { role: "img", "aria-label": icon.name } : { "aria-hidden": true })')
    if (quiet === code) this.error('the icons of Ant Design are made differently now: see quietIcons')
    return quiet
  },
}

export default defineConfig({
  plugins: [quietIcons, react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': { target: backend, changeOrigin: false }, '/guide': backend } },
  build: {
    target: 'es2022',
    manifest: true,
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What more than half of the pages load comes in few files: a hundred small ones are slower to fetch and compress worse. A higher count leaves
          // more small files, a lower one gives pages what they do not use. What changes only with a dependency stays cached across releases of ours.
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next|openapi-fetch|big\.js)[\\/]/, priority: 20 },
            { name: 'antd', test: /node_modules/, minShareCount: 70, priority: 10 },
            { name: 'common', minShareCount: 70 },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    globals: false,
    setupFiles: ['src/testing/setup.ts'],
    css: false,
    testTimeout: 60_000,
    // Rendering antd is heavy; two workers keep a two-core machine usable.
    maxWorkers: 2,
  },
})
