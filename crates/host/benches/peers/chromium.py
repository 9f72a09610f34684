"""Headless Chromium: one browser, many screenshots over its debugging pipe, as services do it."""

import base64
import json
import os
import subprocess
import sys
import tempfile

folder, times = os.path.abspath(sys.argv[1]), int(sys.argv[2])
design = json.load(open(f"{folder}/design.json"))
width, height = design["width"], design["height"]
x, y, w, h = design["pill"]
lx, ly, lw, lh = design["logo"]
lines = "".join(
    f'<div class=h style="top:{top}px"><span>{line}</span></div>'
    for line, top in zip(design["headline"], design["headline_y"])
)
page = f"""<style>@font-face{{font-family:Brand;src:url(font.ttf);font-weight:200 800}}
*{{margin:0;position:absolute;font-family:Brand;font-weight:700}}img.p{{width:{width}px;height:{height}px;object-fit:cover}}
.f{{left:0;right:0;bottom:0;top:{design['fade_from']}px;background:linear-gradient(rgba(18,59,44,0),rgba(18,59,44,.9))}}
.h{{left:{design['left']}px;color:#fff;font-size:{design['headline_px']}px;line-height:1;white-space:pre}}span{{position:static}}
.c{{left:{x}px;top:{y}px;width:{w}px;height:{h}px;border-radius:{h/2}px;background:#ff7a3d;color:#14201b;
font-size:{design['cta_px']}px;line-height:{h}px;text-align:center}}</style><body>
<img class=p src=photo.jpg><div class=f></div><img src=logo.png style="left:{lx}px;top:{ly}px;width:{lw}px;height:{lh}px">
{lines}<div class=c>{design['cta']}</div>"""
open(f"{folder}/page.html", "w").write(page)


class Browser:
    """Speaks the DevTools protocol over file descriptors 3 and 4."""

    def __init__(self):
        to_read, self.write = os.pipe()
        self.read, to_write = os.pipe()

        def hand_over():
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)

        profile = tempfile.mkdtemp(dir=folder)
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             f"--user-data-dir={profile}", "--allow-file-access-from-files", "about:blank"],
            preexec_fn=hand_over, pass_fds=(3, 4), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.buffer, self.number = b"", 0

    def call(self, method, session=None, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.write, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.buffer:
                self.buffer += os.read(self.read, 1 << 20)
            line, self.buffer = self.buffer.split(b"\0", 1)
            answer = json.loads(line)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"chromium: {answer['error']}")
                return answer["result"]

    def cpu_ms(self):
        """CPU time of the browser and every process it started."""
        children, ticks = {}, {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                fields = open(f"/proc/{pid}/stat").read().rsplit(") ", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(pid))
            ticks[int(pid)] = sum(map(int, fields[11:15]))
        total, open_ones = 0, [self.process.pid]
        while open_ones:
            pid = open_ones.pop()
            total += ticks.get(pid, 0)
            open_ones += children.get(pid, [])
        return total * 1000 / os.sysconf("SC_CLK_TCK")


browser = Browser()
target = browser.call("Target.createTarget", url="about:blank")["targetId"]
session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
browser.call("Emulation.setDeviceMetricsOverride", session, width=width, height=height,
             deviceScaleFactor=1, mobile=False)
browser.call("Page.enable", session)
browser.call("Page.navigate", session, url=f"file://{folder}/page.html")
ready = "document.fonts.ready.then(()=>Promise.all([...document.images].map(i=>i.decode()))).then(()=>1)"
browser.call("Runtime.evaluate", session, expression=ready, awaitPromise=True)


def still(number):
    change = f"document.querySelector('span').textContent={json.dumps(design['headline'][0].format(number))}"
    browser.call("Runtime.evaluate", session, expression=change)
    shot = browser.call("Page.captureScreenshot", session, format="jpeg", quality=90)
    open(f"{folder}/chromium.jpg", "wb").write(base64.b64decode(shot["data"]))


still(0)
begun = browser.cpu_ms()
for number in range(times):
    still(number)
print(json.dumps({"cpu_ms": (browser.cpu_ms() - begun) / times}))
browser.process.terminate()
