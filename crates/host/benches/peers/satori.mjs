// satori lays out, resvg draws, sharp encodes: the usual way to make pictures from templates in Node.
import { createRequire } from 'node:module'
import { readFileSync, writeFileSync } from 'node:fs'

const [folder, times, modules] = process.argv.slice(2)
const require = createRequire(`${modules}/`)
const satori = require('satori').default
const { Resvg } = require('@resvg/resvg-js')
const sharp = require('sharp')
const design = JSON.parse(readFileSync(`${folder}/design.json`))
const font = readFileSync(`${folder}/static.ttf`)
const { width, height } = design
const url = (name, kind) => `data:image/${kind};base64,${readFileSync(`${folder}/${name}`).toString('base64')}`
const [photo, logo] = [url('photo.jpg', 'jpeg'), url('logo.png', 'png')]
const box = (style, children) => ({ type: 'div', props: { style: { display: 'flex', position: 'absolute', ...style }, children } })
const img = (src, style) => ({ type: 'img', props: { src, style: { position: 'absolute', ...style } } })

async function still(number) {
  const [px, py, pw, ph] = design.pill
  const [lx, ly, lw, lh] = design.logo
  const tree = box({ width, height, left: 0, top: 0 }, [
    img(photo, { width, height, left: 0, top: 0, objectFit: 'cover' }),
    box({ left: 0, top: design.fade_from, width, height: height - design.fade_from, backgroundImage: 'linear-gradient(to bottom, rgba(18,59,44,0), rgba(18,59,44,.9))' }, []),
    img(logo, { left: lx, top: ly, width: lw, height: lh }),
    ...design.headline.map((line, i) => box({ left: design.left, top: design.headline_y[i], color: 'white', fontSize: design.headline_px }, line.replace('{}', number))),
    box({ left: px, top: py, width: pw, height: ph, borderRadius: ph / 2, backgroundColor: '#ff7a3d', color: '#14201b', fontSize: design.cta_px, alignItems: 'center', justifyContent: 'center' }, design.cta),
  ])
  const svg = await satori(tree, { width, height, fonts: [{ name: 'Brand', data: font, weight: 700 }] })
  const drawn = new Resvg(svg).render()
  const raw = { raw: { width: drawn.width, height: drawn.height, channels: 4 } }
  writeFileSync(`${folder}/satori.jpg`, await sharp(drawn.pixels, raw).jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer())
}

await still(0)
const begun = process.cpuUsage()
for (let number = 0; number < Number(times); number++) await still(number)
const { user, system } = process.cpuUsage(begun)
console.log(JSON.stringify({ cpu_ms: (user + system) / 1000 / Number(times) }))
