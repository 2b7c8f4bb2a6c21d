#!/usr/bin/env python3
"""Makes the example portfolio: 200 customers and 2,000 invoices as they stood on 30 June 2026.

    python3 generate.py [--out FOLDER]

Writes customers.csv, invoices.csv and portfolio.ndjson (the same data, one customer a line with its invoices)
into the folder of this script, and the same once more into the folder portfolio-french beside it, as a French
accounting system exports it: clients.csv and factures.csv. With --out all go into folders of FOLDER. The seed is fixed and only `random.random()` is drawn from, whose
sequence Python keeps stable between versions, so the files come out the same to the byte everywhere.

All customers are invented. Names hold accents, quotes and commas, and some values are missing, as in real data.
"""
import argparse
import datetime
import json
import os
import random

AS_OF = datetime.date(2026, 6, 30)
CUSTOMERS = 200
INVOICES = 2000

draw = random.Random(20260630).random


def pick(choices):
    """One of [(value, weight), …]."""
    at = draw() * sum(weight for _, weight in choices)
    for value, weight in choices:
        at -= weight
        if at < 0:
            return value
    return choices[-1][0]


def between(low, high):
    """A whole number from low to high, both included."""
    return low + int(draw() * (high - low + 1))


def days(count):
    return datetime.timedelta(days=count)


def amount(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


FIRST = ["Ateliers", "Établissements", "Société", "Maison", "Comptoir", "Groupe", "Les Fils de", "Métallerie",
         "Négoce", "Agro", "Rhône", "Loire", "Nord", "Atlantique", "Alpes", "Garonne", "Bois", "Les Bâtisseurs"]
LAST = ["Dupont", "Lefèvre", "Martin", "Bernard", "Garcia", "Schmidt", "Rossi", "Moreau", "Roux", "Lambert",
        "Petit", "Fontaine", "Chevalier", "Núñez", "Perrin", "Girard", "André", "Mercier", "Blanc", "L'Hermitte"]
TAIL = [("", 30), (" & Cie", 14), (" Distribution", 12), (" Frères", 8), (", Père et Fils", 7),
        (' "Le Bon Coin"', 4), (" Équipement", 6), (", Succ.", 4), (" Services", 8), (" – Île-de-France", 3)]
BODIES = ["Commune de Saint-Étienne-la-Forêt", "Syndicat des eaux du Val d'Orb", "Lycée agricole « Les Chênes »",
          "Communauté de communes du Haut-Pré", "Hôpital local de Montréal-sur-Aube", "Régie des transports, La Côte"]
SCALE = ["8", "7", "6-", "6", "6+", "5-", "5", "5+", "4-", "4", "4+", "3-", "3", "3+", "2-", "2", "2+",
         "1-", "1", "1+"]

# What kinds of customers there are and how many of each; `quality` goes from 0, bad, to 1, good.
PROFILES = [("prime", 46), ("standard", 62), ("slow", 24), ("weak", 16), ("new", 22), ("arrears", 12),
            ("rated_low", 6), ("insolvent", 6), ("public", 6)]


def profiles():
    kinds = [name for name, count in PROFILES for _ in range(count)]
    for index in range(len(kinds) - 1, 0, -1):  # shuffled
        other = int(draw() * (index + 1))
        kinds[index], kinds[other] = kinds[other], kinds[index]
    # One customer has an override in the policy.
    fixed = 41
    other = kinds.index("standard")
    kinds[fixed], kinds[other] = kinds[other], kinds[fixed]
    return kinds


def rating(kind, quality):
    if kind == "public" or draw() < 0.12:
        return ""
    if kind == "insolvent":
        return pick([("P", 5), ("8", 1)])
    if kind == "new":
        return pick([("", 5), ("0", 4), ("4", 1), ("5+", 1)])
    if kind == "rated_low":
        return pick([("8", 1), ("7", 2), ("6-", 2), ("6", 2), ("6+", 3)])
    if draw() < 0.04:
        return "0"
    level = int(len(SCALE) * min(0.999, max(0.25, 0.18 + 0.72 * quality + 0.2 * (draw() - 0.5))))
    return SCALE[level]


def customer(number, kind):
    quality = {
        "prime": 0.72 + 0.28 * draw(), "standard": 0.45 + 0.3 * draw(), "slow": 0.3 + 0.3 * draw(),
        "weak": 0.05 + 0.2 * draw(), "new": 0.3 + 0.4 * draw(), "arrears": 0.1 + 0.4 * draw(),
        "rated_low": 0.15 + 0.3 * draw(), "insolvent": 0.05 * draw(), "public": 0.6}[kind]
    if kind == "new":
        since = AS_OF - days(between(40, 364))
    elif kind == "prime":
        since = AS_OF - days(between(3 * 366, 34 * 365))
    else:
        since = AS_OF - days(between(366, 22 * 365))
    if draw() < 0.03:  # to the day, some years ago
        since = since.replace(month=6, day=30) if since.year < 2025 else since
    turnover = int(2 ** (0.8 + 5.4 * draw()) * 350_000)
    equity = int(turnover * (0.5 * quality - 0.05 + 0.12 * (draw() - 0.5)))
    result = int(turnover * (0.09 * quality - 0.02 + 0.04 * (draw() - 0.5)))
    closed = datetime.date(2025, 12, 31)
    if draw() < 0.25:
        closed = pick([(datetime.date(2025, 6, 30), 3), (datetime.date(2025, 9, 30), 3),
                       (datetime.date(2024, 9, 30), 1), (datetime.date(2024, 8, 31), 1),
                       (datetime.date(2023, 12, 31), 2)])
    has_accounts = kind != "public" and draw() < (0.35 if kind == "new" else 0.9)
    sector = "public" if kind == "public" else pick(
        [("industry", 28), ("wholesale", 22), ("retail", 20), ("construction", 18), ("hospitality", 12)])
    supply = pick([("goods", 82), ("perishable_food", 9 if sector in ("retail", "hospitality", "wholesale") else 0),
                   ("road_freight", 9)])
    if kind == "public":
        name = BODIES[number % len(BODIES)]
        supply = "goods"
    else:
        name = f"{FIRST[int(draw() * len(FIRST))]} {LAST[int(draw() * len(LAST))]}{pick(TAIL)}"
    framework = kind != "public" and kind != "new" and draw() < 0.45
    yearly = int(turnover * (0.02 + 0.05 * draw()))
    clause = ""
    if draw() < 0.7:
        clause = since + days(int((AS_OF - since).days * (0.3 * draw() if draw() < 0.75 else 0.8 + 0.2 * draw())))
    insured = ""
    if draw() < {"standard": 0.35, "new": 0.35, "slow": 0.3, "weak": 0.3, "arrears": 0.2, "rated_low": 0.5}.get(kind, 0):
        insured = int(yearly * (0.05 + 0.25 * draw())) // 1000 * 1000
    record = {
        "id": f"C{1001 + number}", "name": name, "postcode": f"{between(1, 95):02d}{between(0, 99) * 10:03d}",
        "manager_gender": pick([("F", 3), ("M", 6), ("", 3)]), "sector": sector, "supply": supply,
        "customer_since": since, "rating": rating(kind, quality),
        "turnover_eur": turnover * 100 if has_accounts or draw() < 0.4 else "",
        "equity_eur": equity * 100 if has_accounts else "", "net_result_eur": result * 100 if has_accounts else "",
        "accounts_closed_on": closed if has_accounts else "",
        "requested_limit_eur": max(3000, int(yearly * (0.2 + 0.3 * draw())) // 500 * 500) * 100,
        "insured_limit_eur": insured * 100 if insured != "" else "",
        "framework_agreement": framework, "summary_invoicing": framework and draw() < 0.25,
        "retention_clause_on": clause, "in_insolvency": kind == "insolvent",
    }
    return record, kind, yearly


def counts(kinds):
    """How many invoices each customer has: 2,000 together, from none to some dozens."""
    shares = [(0.4 if kind == "new" else 1) * (0.15 + draw() ** 2 * 3) for kind in kinds]
    shares[kinds.index("standard")] = 0  # a dormant customer
    total = sum(shares)
    result = [int(INVOICES * share / total) for share in shares]
    order = sorted(range(len(kinds)), key=lambda i: (result[i] - INVOICES * shares[i] / total, i))
    for index in order[:INVOICES - sum(result)]:
        result[index] += 1
    return result


def delay(kind):
    """Days from the due date to the payment."""
    punctual, late, very_late = {
        "prime": (96, 4, 0), "standard": (66, 33, 1), "slow": (15, 77, 8), "weak": (10, 50, 40), "new": (60, 38, 2),
        "arrears": (30, 50, 20), "rated_low": (40, 50, 10), "insolvent": (5, 35, 60), "public": (30, 60, 10)}[kind]
    sort = pick([("punctual", punctual), ("late", late), ("very_late", very_late)])
    if sort == "punctual":
        return between(-14, 2)
    return between(4, 40) if sort == "late" else between(35, 120)


def invoice(owner, kind, yearly, share):
    since = max(owner["customer_since"], AS_OF - days(730))
    issued = since + days(int((AS_OF - since).days * draw()))
    delivered = max(since, issued - days(between(0, 4)))
    if owner["supply"] != "goods":
        term = 30
    else:
        term = pick([(30, 4), (45, 3), (60, 2 if kind == "prime" else 0), (15, 1)])
    due = (delivered if owner["supply"] == "perishable_food" else issued) + days(term)
    cents = max(4000, int(yearly * 100 * share * (0.4 + 1.2 * draw())))
    if draw() < 0.06:
        cents = cents // 10_000 * 10_000 + 10_000  # round amounts
    if draw() < 0.03:
        cents = between(2_500, 14_900)  # small invoices
    paid_on = max(due + days(delay(kind)), issued)
    never = kind in ("arrears", "insolvent") and issued > AS_OF - days(330) and draw() < 0.3
    disputed = draw() < 0.012
    paid = cents
    if never or paid_on > AS_OF or (disputed and draw() < 0.7):
        paid_on, paid = "", 0
        if draw() < 0.07:
            paid = int(cents * (0.1 + 0.8 * draw()))
    elif draw() < 0.008:
        paid = cents - cents // 50  # a cash discount that was taken
    promised = ""
    if paid_on == "" and due < AS_OF and not disputed and draw() < 0.22:
        promised = AS_OF + days(between(-12, 20))
    if draw() < 0.006:  # a credit note, settled
        cents, paid, promised, disputed = -cents // 5, -cents // 5, "", False
        paid_on = paid_on or min(AS_OF, issued + days(5))
    return {"issued_on": issued, "delivered_on": delivered, "due_on": due, "paid_on": paid_on, "amount_eur": cents,
            "paid_eur": paid, "disputed": disputed, "promised_on": promised}


def portfolio():
    kinds = profiles()
    made = [customer(number, kind) for number, kind in enumerate(kinds)]
    invoices = []
    for index, count in enumerate(counts(kinds)):
        owner, kind, yearly = made[index]
        span = min(730, (AS_OF - owner["customer_since"]).days)
        for _ in range(count):
            entry = invoice(owner, kind, yearly, span / 365 / count)
            invoices.append((entry["issued_on"], index, len(invoices), entry))
    invoices.sort(key=lambda item: item[:3])  # an extract in the order of issue
    rows = []
    for number, (_, index, _, entry) in enumerate(invoices):
        rows.append({"invoice_id": f"F{26_000_001 + number}", "customer_id": made[index][0]["id"], **entry})
    return [record for record, _, _ in made], rows


def cell(name, value):
    if value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("_eur"):
        return amount(value)
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    return '"' + text.replace('"', '""') + '"' if '"' in text or "," in text else text


def member(name, value):
    if value == "":
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if name.endswith("_eur"):
        return amount(value)
    return json.dumps(value.isoformat() if isinstance(value, datetime.date) else value, ensure_ascii=False)


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(rows[0]) + "\n")
        for row in rows:
            file.write(",".join(cell(name, value) for name, value in row.items()) + "\n")


def write_ndjson(path, customers, invoices):
    by_customer = {record["id"]: [] for record in customers}
    for row in invoices:
        members = (f'"{name}":{member(name, value)}' for name, value in row.items() if name != "customer_id")
        by_customer[row["customer_id"]].append("{" + ",".join(members) + "}")
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        for record in customers:
            members = ",".join(f'"{name}":{member(name, value)}' for name, value in record.items())
            file.write("{" + members + ',"invoices":[' + ",".join(by_customer[record["id"]]) + "]}\n")


# The columns of the French export, in its order.
CLIENT = {"id": "N° client", "name": "Raison sociale", "postcode": "Code postal", "manager_gender": "Sexe du dirigeant",
          "sector": "Secteur", "supply": "Marchandise", "customer_since": "Client depuis", "rating": "Cotation",
          "turnover_eur": "Chiffre d'affaires", "equity_eur": "Capitaux propres", "net_result_eur": "Résultat net",
          "accounts_closed_on": "Clôture", "requested_limit_eur": "Encours demandé",
          "insured_limit_eur": "Encours assuré", "framework_agreement": "Contrat-cadre",
          "summary_invoicing": "Facture récapitulative", "retention_clause_on": "Réserve de propriété acceptée le",
          "in_insolvency": "Procédure collective"}
FACTURE = {"customer_id": "Client", "invoice_id": "N° facture", "issued_on": "Date", "delivered_on": "Livrée le",
           "due_on": "Échéance", "paid_on": "Payée le", "amount_eur": "Montant TTC", "paid_eur": "Réglé",
           "disputed": "Litige", "promised_on": "Promesse"}


def french(name, value):
    """A cell such as `1 234,56`, `30/06/2026` or `oui`; between thousands stands the space that does not break."""
    if value == "":
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if name.endswith("_eur"):
        sign = "-" if value < 0 else ""
        return f"{sign}{abs(value) // 100:,}".replace(",", "\u00a0") + f",{abs(value) % 100:02d}"
    text = value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else str(value)
    return '"' + text.replace('"', '""') + '"' if '"' in text or ";" in text else text


def write_french(path, columns, rows):
    with open(path, "w", encoding="cp1252", newline="\r\n") as file:
        file.write(";".join(columns.values()) + "\n")
        for row in rows:
            file.write(";".join(french(name, row[name]) for name in columns) + "\n")


def main():
    parser = argparse.ArgumentParser(description="Makes the example portfolio.")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--out", default=os.path.dirname(here), help="the folder in which the folders are")
    out = parser.parse_args().out
    standard, export = os.path.join(out, "portfolio"), os.path.join(out, "portfolio-french")
    for folder in standard, export:
        os.makedirs(folder, exist_ok=True)
    customers, invoices = portfolio()
    assert len(customers) == CUSTOMERS and len(invoices) == INVOICES
    write_csv(os.path.join(standard, "customers.csv"), customers)
    write_csv(os.path.join(standard, "invoices.csv"), invoices)
    write_ndjson(os.path.join(standard, "portfolio.ndjson"), customers, invoices)
    write_french(os.path.join(export, "clients.csv"), CLIENT, customers)
    write_french(os.path.join(export, "factures.csv"), FACTURE, invoices)


if __name__ == "__main__":
    main()
