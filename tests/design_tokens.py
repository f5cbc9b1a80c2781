"""The tokens of the design, typed from interface.md 4.2 and 4.3: colours, type and spacing of every part of a page."""

# The tables of 4.2: light, dark.
COLOURS = {
    "canvas": ("#F5F3ED", "#131419"), "surface": ("#FFFEFB", "#1B1D24"), "sunken": ("#EEEBE3", "#15171D"),
    "hairline": ("#DFDACE", "#30343F"), "control": ("#8C867A", "#757B8C"),
    "text": ("#1C1E26", "#ECEAE4"), "text-2": ("#474B58", "#C2C4CD"), "text-3": ("#5F6372", "#A3A7B4"),
    "accent": ("#3A41A3", "#ABB3FF"), "on-accent": ("#FFFFFF", "#14162B"),
    "neutral": ("#474B58", "#C2C4CD"), "neutral-bg": ("#E8E5DC", "#2B2E38"),
    "review": ("#7A4700", "#F2C36B"), "review-bg": ("#FBEDCB", "#3A2D14"),
    "ok": ("#1A5E38", "#7FD3A0"), "ok-bg": ("#DDF0E1", "#17332A"),
    "live": ("#0E586A", "#7CCFE3"), "live-bg": ("#D8EDF2", "#12323B"),
    "danger": ("#A02A1B", "#FF9D8C"), "danger-bg": ("#FBE4DE", "#45201B"),
    "waived": ("#6A3680", "#D9A9EE"), "waived-bg": ("#F1E5F5", "#35243E"),
    "info": ("#2F3794", "#B5BCFF"), "info-bg": ("#E9E9F7", "#272B4A"),
}  # fmt: skip
SANS = 'Inter, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", sans-serif'
SERIF = 'Charter, "Bitstream Charter", "Charis SIL", "Sitka Text", Cambria, "Noto Serif", Georgia, serif'
XS, SM, MD, LG, XL, XXL, XXXL = "12px", "13px", "14px", "16px", "19px", "24px", "30px"
CARD = {
    "backgroundColor": "surface", "borderTopWidth": "1px", "borderTopColor": "hairline", "borderTopLeftRadius": "10px",
}  # fmt: skip
CONTROL = {
    "backgroundColor": "surface", "borderTopColor": "control", "borderTopLeftRadius": "6px",
    "minHeight": ("36px", "44px"), "fontSize": (MD, LG), "paddingLeft": "10px",
}  # fmt: skip
BUTTON = {"borderTopLeftRadius": "6px", "minHeight": ("34px", "44px"), "fontWeight": "500"}
PILL = {"borderTopLeftRadius": "999px", "fontSize": SM, "fontWeight": "500"}
CALM = ":not(:focus, [aria-invalid=true], [readonly])"
# A pair is at 1440 and at 390 pixels; one value is at both.
PARTS: dict[str, dict[str, str | tuple[str, str]]] = {
    "body": {
        "backgroundColor": "canvas",
        "color": "text",
        "fontFamily": SANS,
        "fontSize": MD,
        "lineHeight": "21px",
    },
    ".topbar": {
        "backgroundColor": "surface",
        "height": "52px",
        "position": "sticky",
        "borderBottomWidth": "1px",
        "borderBottomColor": "hairline",
        "paddingLeft": ("20px", "16px"),
        "zIndex": "30",
    },
    ".topbar > nav a[aria-current]": {
        "backgroundColor": "sunken",
        "color": "text",
        "borderTopLeftRadius": "6px",
    },
    ".pagehead": {
        "backgroundColor": "surface",
        "paddingLeft": ("20px", "16px"),
        "borderBottomColor": "hairline",
    },
    "h1": {"fontFamily": SERIF, "fontWeight": "700", "color": "text", "fontSize": (XXXL, XXL)},
    ".secthead h2": {"fontFamily": SERIF, "fontWeight": "700", "color": "text", "fontSize": XXL},
    ".page": {"paddingLeft": ("20px", "16px"), "rowGap": "20px"},
    ".cols": {"paddingLeft": ("20px", "16px")},
    ".tabs a[aria-current]": {
        "color": "text",
        "borderBottomColor": "accent",
        "borderBottomWidth": "2px",
        "fontWeight": "500",
    },
    ".sheet": CARD,
    ".sheet > header": {
        "paddingLeft": "20px",
        "paddingRight": "20px",
        "paddingTop": "16px",
        "paddingBottom": "12px",
    },
    ".sheet > header h2": {
        "fontFamily": SERIF,
        "fontWeight": "700",
        "fontSize": XL,
        "color": "text",
    },
    ".sheet > .body": {"paddingLeft": "20px", "paddingBottom": "20px"},
    ".sheet > footer": {"backgroundColor": "sunken", "fontSize": SM},
    ".panel": CARD,
    f".input:not(.mono){CALM}": CONTROL,
    f".select{CALM}": CONTROL,
    f".textarea:not(.code, .mono){CALM}": {
        name: CONTROL[name] for name in CONTROL if name != "minHeight"
    },
    ".field > label": {"fontSize": SM, "fontWeight": "600", "color": "text"},
    ".field .hint": {"fontSize": SM, "color": "text-3"},
    ".fields": {"rowGap": "16px", "columnGap": "16px"},
    ".btn:not(.sm, .quiet, .primary, .danger)": BUTTON
    | {"borderTopColor": "control", "backgroundColor": "surface", "color": "text"},
    ".btn.primary:not(.sm)": BUTTON | {"backgroundColor": "accent", "color": "on-accent"},
    ".btn.sm": {"minHeight": ("28px", "40px"), "fontSize": SM},
    ".list thead th": {
        "fontSize": XS,
        "fontWeight": "600",
        "color": "text-3",
        "backgroundColor": "sunken",
    },
    ".rowtable thead th": {
        "fontSize": XS,
        "fontWeight": "600",
        "color": "text-3",
        "backgroundColor": "sunken",
    },
    ".tag": PILL,
    ".count": {"borderTopLeftRadius": "999px", "fontSize": XS, "fontWeight": "600"},
    ".crumbs": {"fontSize": SM},
}  # fmt: skip
PARTS |= {
    f".tag.{name}": PILL | {"color": name, "backgroundColor": f"{name}-bg"}
    for name in ("review", "ok", "live", "danger", "waived", "info")
}
# The runbook stands alone: reading type, and targets for a hand at night (3.8).
ALONE = {"body", ".topbar", ".topbar > nav a[aria-current]", ".crumbs"}
TALL = 40  # comfortable rows of a table
