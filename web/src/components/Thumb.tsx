import { PictureOutlined } from '@ant-design/icons'
import { useState } from 'react'
import './Thumb.css'

/** A small picture of a product; a quiet box where there is none or it cannot be loaded. The name stands beside it, so it has no text of its own. */
export function Thumb({ src, size = 32 }: { src: string | undefined; size?: number }) {
  const [broken, setBroken] = useState<string>()
  if (!src || broken === src) {
    return (
      <span className="thumb" style={{ width: size, height: size, fontSize: size / 2 }} aria-hidden>
        <PictureOutlined />
      </span>
    )
  }
  // Shops' pictures are refused to pages that say where they are.
  return <img className="thumb" src={src} alt="" width={size} height={size} loading="lazy" referrerPolicy="no-referrer" onError={() => setBroken(src)} />
}
