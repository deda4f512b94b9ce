import { formatDecimal } from '@/lib/decimal'

interface Picture {
  code: SVGElement
  title: string
  amount: string
  lines: string[]
  hint: string
}

const width = 640
const codeSize = 480

/** Draws the code with shop, amount and number as a picture that can be sent to the customer. */
export async function drawPicture(p: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = 250 + codeSize + p.lines.length * 34
  const g = canvas.getContext('2d')
  if (!g) throw new Error('canvas')
  g.fillStyle = '#ffffff'
  g.fillRect(0, 0, canvas.width, canvas.height)
  g.textAlign = 'center'
  const text = (s: string, y: number, font: string, colour: string) => {
    g.font = `${font} "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`
    g.fillStyle = colour
    g.fillText(s, width / 2, y, width - 40)
  }
  text(p.title, 60, '600 30px', '#1d2522')
  text(`¥ ${formatDecimal(p.amount, 2)}`, 124, '700 52px', '#b8321f')

  const source = new XMLSerializer().serializeToString(p.code)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`
  await image.decode()
  g.drawImage(image, (width - codeSize) / 2, 150, codeSize, codeSize)

  let y = 150 + codeSize + 44
  text(p.hint, y, '26px', '#1d2522')
  for (const line of p.lines) text(line, (y += 36), '22px', '#59625d')
  return new Promise((resolve, reject) => canvas.toBlob((b) => (b ? resolve(b) : reject(new Error('canvas'))), 'image/png'))
}

/** Hands a file to the browser's downloads. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
