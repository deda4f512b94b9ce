import { Flex, QRCode, Typography } from 'antd'
import type { ReactNode } from 'react'

/** A link as a QR code on white, with the link itself below for those who cannot scan. */
export function QrCode({ link, size = 220, caption }: { link: string; size?: number; caption?: ReactNode }) {
  return (
    <Flex vertical align="center" gap={8}>
      {/* The link is said below; the picture of it says nothing more. */}
      <span aria-hidden>
        <QRCode value={link} type="svg" size={size} errorLevel="M" bgColor="#ffffff" color="#000000" marginSize={2} />
      </span>
      {caption}
      <Typography.Text copyable={{ text: link }} ellipsis style={{ maxWidth: size + 40 }} className="muted">
        {link}
      </Typography.Text>
    </Flex>
  )
}
