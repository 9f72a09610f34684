"""Pillow: the base (photo, fade, logo) is drawn once a size, as here; words are drawn a still."""

import json
import sys
import time

from PIL import Image, ImageDraw, ImageFont, ImageOps

folder, times = sys.argv[1], int(sys.argv[2])
design = json.load(open(f"{folder}/design.json"))
size = (design["width"], design["height"])


def base():
    photo = Image.open(f"{folder}/photo.png").convert("RGB")
    picture = ImageOps.fit(photo, size, Image.Resampling.LANCZOS)
    top = design["fade_from"]
    fade = Image.new("L", (1, size[1] - top))
    for y in range(fade.height):
        fade.putpixel((0, y), round(230 * y / fade.height))
    fade = fade.resize((size[0], fade.height))
    picture.paste((18, 59, 44), (0, top), fade)
    logo = Image.open(f"{folder}/logo.png").convert("RGBA").resize(design["logo"][2:])
    picture.paste(logo, design["logo"][:2], logo)
    return picture


def still(under, number, font, small):
    picture = under.copy()
    draw = ImageDraw.Draw(picture)
    for line, y in zip(design["headline"], design["headline_y"]):
        draw.text((design["left"], y), line.format(number), font=font, fill="white")
    x, y, w, h = design["pill"]
    draw.rounded_rectangle((x, y, x + w, y + h), h / 2, fill=(255, 122, 61))
    draw.text((x + w / 2, y + h / 2), design["cta"], font=small, fill=(20, 32, 27), anchor="mm")
    picture.save(f"{folder}/pillow.jpg", quality=90, subsampling=0)


font = ImageFont.truetype(f"{folder}/font.ttf", design["headline_px"])
small = ImageFont.truetype(f"{folder}/font.ttf", design["cta_px"])
for one in (font, small):
    one.set_variation_by_axes([700])
under = base()
still(under, 0, font, small)
begun = time.process_time()
for number in range(times):
    still(under if design["cached"] else base(), number, font, small)
print(json.dumps({"cpu_ms": (time.process_time() - begun) * 1000 / times}))
