/// A small policy, and an export for it that a spreadsheet has saved.
public enum Sample {
  /// Customers in groups with invoices; every attribute but the name is read.
  public static let policy = """
    policy "Sample" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id             key
      name           text, identity
      sector         one of construction, industry, retail, négoce, industrie
      since          date
      score          whole number from 0 to 100, optional
      equity         money, optional
      in_insolvency  yes or no
      group_id       key of group, optional

    invoice of customer
      number         key
      customer_id    key of customer
      due            date
      amount, paid   money

    for each invoice
      open     = amount - paid
      overdue  = open > 0 EUR and due < as_of

    for the customer
      arrears  = sum of open over invoices where overdue
      share    = arrears * 1 000 000 000

    segment
      blocked   when in_insolvency
      watch     when arrears is more than 1 000 EUR or share is more than 900 000 000 000 000 EUR
      good      when (equity is known and equity is more than 10 000 EUR) or (score is known and score is more than 50)
      old       when since is before 2000-01-01 or sector is négoce
      standard  otherwise

    """

  public static let mapping = """
    # The export of every month.
    mapping "ERP export"
      customers in "clients.csv", yes is "O", no is "N", ""
        id             column "N° client"
        sector         column "Secteur"
        since          column "Créé le"
        equity         column "Fonds propres"
        in_insolvency  column "Procédure"
        group_id       column "Groupe"
      invoices in "factures.csv", dates as dd.mm.yyyy
        number         column "Pièce"
        customer_id    column "Client"
        due            column "Échéance"
        amount         column "Montant"
        paid           column "Réglé"

    """

  public static let customers = """
    sep=;
    N° client;Nom;Secteur;Créé le;Fonds propres;Procédure;Groupe
    C1;"Société ""Été""
    Paris";négoce;01/02/2010;12.345,60;N;
    C2;B;Négoce;31/12/1999;12.345;;
    C3;C;industrie;03/04/2015;1 234 567,89 €;O;
    C4;D;industrie;03/04/2015;;X;G
    C5;E;industrie;03/04/2015;;N;G
    C6;F;industrie;31/02/2015;un peu;N;

    """

  public static let invoices = """
    Client;Pièce;Échéance;Montant;Réglé
    C1;F1;31.12.2025;1.000;0
    C2;F2;31.12.2025;100,5;0
    C9;F3;31.12.2025;100,5;0
    C5;F4;31.12.2025;100,5;0
    C3;F5;31/12/2025;100,5
    C2;F6;30.06.2026;2.000,00;0

    """

  /// A line of NDJSON for each of so many customers.
  public static func lines(_ count: Int) -> String {
    (0..<count).map { number in
      #"{"id":"C\#(number)","sector":"négoce","since":"2010-05-01","equity":\#(number).5,"in_insolvency":false,"#
        + #""invoices":[{"number":"F\#(number)","due":"2026-01-01","amount":\#(number),"paid":0}]}"# + "\n"
    }.joined()
  }
}
