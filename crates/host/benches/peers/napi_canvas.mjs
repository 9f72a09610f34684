// @napi-rs/canvas: the base (photo, fade, logo) is drawn once a size; words are drawn a still.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'

const [folder, times, modules] = process.argv.slice(2)
const require = createRequire(`${modules}/`)
const { createCanvas, loadImage, GlobalFonts } = require('@napi-rs/canvas')
const design = JSON.parse(readFileSync(`${folder}/design.json`))
GlobalFonts.registerFromPath(`${folder}/font.ttf`, 'Brand')
const { width, height } = design

const photo = await loadImage(readFileSync(`${folder}/photo.png`))
const logo = await loadImage(readFileSync(`${folder}/logo.png`))

function base() {
  const canvas = createCanvas(width, height)
  const c = canvas.getContext('2d')
  const scale = Math.max(width / photo.width, height / photo.height)
  const [w, h] = [photo.width * scale, photo.height * scale]
  c.imageSmoothingQuality = 'high'
  c.drawImage(photo, (width - w) / 2, (height - h) / 2, w, h)
  const fade = c.createLinearGradient(0, design.fade_from, 0, height)
  fade.addColorStop(0, 'rgba(18,59,44,0)')
  fade.addColorStop(1, 'rgba(18,59,44,.9)')
  c.fillStyle = fade
  c.fillRect(0, design.fade_from, width, height - design.fade_from)
  c.drawImage(logo, ...design.logo)
  return canvas
}

async function still(under, number) {
  const canvas = createCanvas(width, height)
  const c = canvas.getContext('2d')
  c.drawImage(under, 0, 0)
  c.fillStyle = 'white'
  c.textBaseline = 'top'
  c.font = `700 ${design.headline_px}px Brand`
  design.headline.forEach((line, i) => c.fillText(line.replace('{}', number), design.left, design.headline_y[i]))
  const [x, y, w, h] = design.pill
  c.fillStyle = '#ff7a3d'
  c.beginPath()
  c.roundRect(x, y, w, h, h / 2)
  c.fill()
  c.fillStyle = '#14201b'
  c.font = `700 ${design.cta_px}px Brand`
  c.textAlign = 'center'
  c.textBaseline = 'middle'
  c.fillText(design.cta, x + w / 2, y + h / 2)
  writeFileSync(`${folder}/napi.jpg`, canvas.encodeSync('jpeg', 90))
}

const under = base()
await still(under, 0)
const begun = process.cpuUsage()
for (let number = 0; number < Number(times); number++) await still(design.cached ? under : base(), number)
const { user, system } = process.cpuUsage(begun)
console.log(JSON.stringify({ cpu_ms: (user + system) / 1000 / Number(times) }))
