extension KeywordTable {
  /// The English words.
  ///
  /// A name may be any word that is not in the reserved list at the end.
  public static let english = KeywordTable(
    language: "en",
    spellings: [
      .policy: ["policy"], .data: ["data"], .customer: ["customer"], .group: ["group"],
      .definitionsForEach: ["for each"], .definitionsForCustomer: ["for the customer"],
      .definitionsForGroup: ["for the group"],
      .segment: ["segment"], .limit: ["limit"], .terms: ["terms"],
      .retentionOfTitle: ["retention_of_title", "retention of title"],
      .escalation: ["escalation"], .approval: ["approval"], .scorecard: ["scorecard"],
      .decision: ["decision"], .override: ["override"], .test: ["test"],

      .mapping: ["mapping"],

      .version: ["version"], .inForceFrom: ["in force from"], .currency: ["currency"],
      .approvedBy: ["approved by"], .on: ["on"], .uses: ["uses"],
      .monthEndsStay: ["month ends stay on the last day"],
      .monthEndsMove: ["month ends move to the next first"],

      .text: ["text"], .key: ["key"], .money: ["money"], .number: ["number"],
      .wholeNumber: ["whole number"], .percent: ["percent"], .date: ["date"],
      .yesOrNo: ["yes or no"], .days: ["days", "day"], .months: ["months", "month"],
      .years: ["years", "year"], .oneOf: ["one of"], .scaleFrom: ["scale from"], .outside: ["outside"],
      .optional: ["optional"], .identity: ["identity"], .protected: ["protected"], .column: ["column"],
      .plural: ["plural"], .decimals: ["decimals", "decimal"],
      .in_: ["in"], .separatedBy: ["separated by"], .tab: ["tab"], .encodedAs: ["encoded as"],
      .decimalComma: ["decimal comma"], .decimalPoint: ["decimal point"], .datesAs: ["dates as"],
      .yesIs: ["yes is"], .noIs: ["no is"], .missingIs: ["missing is"],
      .worst: ["worst"], .best: ["best"], .lowestEnd: ["lowest"], .highestEnd: ["highest"],
      .mildest: ["mildest"], .strictest: ["strictest"],

      .ofEach: ["of each"], .of: ["of"], .called: ["called"], .with: ["with"], .as_: ["as"],
      .final: ["final"], .where_: ["where"],
      .firstThatApplies: ["the first that applies"], .exactlyOne: ["exactly one applies"],
      .strictestThatApplies: ["the strictest of those that apply", "the strictest that applies"],
      .lowestThatApplies: ["the lowest of those that apply", "the lowest that applies"],
      .highestThatApplies: ["the highest of those that apply", "the highest that applies"],
      .furthestThatApplies: ["the furthest step that applies"],
      .sumThatApplies: ["the sum of those that apply"], .allThatApply: ["all that apply"],
      .rankedFrom: ["ranked from"],
      .for_: ["for"], .when: ["when"], .otherwise: ["otherwise"], .because: ["because"], .cites: ["cites"],
      .needsApprovalBy: ["needs approval by"], .by: ["by"], .before: ["before"], .after: ["after"],
      .upTo: ["up to"], .above: ["above"], .pointsFor: ["points for"], .rule: ["rule"], .all: ["all"],

      .and: ["and"], .or: ["or"], .not: ["not"], .is_: ["is", "are"], .atLeast: ["at least"],
      .atMost: ["at most"], .moreThan: ["more than"], .lessThan: ["less than"], .below: ["below"],
      .from: ["from"], .to: ["to"], .missing: ["missing"], .known: ["known"],
      .outsideTheScale: ["outside the scale"], .onTheScale: ["on the scale"],
      .includes: ["includes", "include"], .yes: ["yes"], .no: ["no"],

      .plus: ["plus"], .minus: ["minus"], .rounded: ["rounded"], .halfUp: ["half up"],
      .halfEven: ["half even"], .up: ["up"], .down: ["down"], .towardsZero: ["towards zero"],
      .theLowestOf: ["the lowest of"], .theHighestOf: ["the highest of"],
      .leavingOutMissing: ["leaving out what is missing"], .ifMissing: ["if missing"],
      .ifNone: ["if none"], .asOf: ["as_of"],
      .daysFrom: ["days from"], .wholeMonthsFrom: ["whole months from"],
      .wholeYearsFrom: ["whole years from"], .endOfMonthOf: ["end of month of"],
      .startOfMonthOf: ["start of month of"], .endOfTenDaysOf: ["end of ten - day period of"],
      .sumOf: ["sum of"], .countOf: ["count of"], .highest: ["highest"], .lowest: ["lowest"],
      .averageOf: ["average of"], .weightedBy: ["weighted by"], .over: ["over"], .any: ["any"],
      .every: ["every"], .satisfies: ["satisfies"], .latest: ["latest"], .earliest: ["earliest"],

      .prepayment: ["prepayment"], .cashOnDelivery: ["cash on delivery"], .then: ["then"],
      .endOfMonth: ["end of month"], .endOfTenDays: ["end of ten - day period"],

      .forCustomer: ["for customer"], .until: ["until"], .asOfDate: ["as of"], .like: ["like"],
      .expect: ["expect"], .affiliate: ["affiliate"],
    ],
    reserved: [
      "all", "and", "any", "are", "at", "because", "by", "cites", "every", "earliest", "for", "from",
      "highest", "if", "is", "known", "latest", "lowest", "missing", "no", "not", "of", "or", "otherwise",
      "over", "the", "then", "to", "up", "when", "where", "yes", "as_of",
    ],
    mistaken: [
      "greater": .moreThan, "larger": .moreThan, "higher": .moreThan, "bigger": .moreThan, "more": .moreThan,
      "exceeds": .moreThan, "over": .moreThan, "smaller": .lessThan, "lower": .lessThan, "less": .lessThan,
      "fewer": .lessThan, "under": .lessThan, "minimum": .atLeast, "maximum": .atMost, "between": .from,
      "equals": .is_, "equal": .is_, "else": .otherwise, "default": .otherwise, "if": .when, "then": .when,
      "unknown": .missing, "empty": .missing, "null": .missing, "true": .yes, "false": .no, "today": .asOf,
      "must": .expect, "rule": .decision,

      "segmentation": .segment, "plafond": .limit, "encours": .limit, "délai": .terms, "délais": .terms,
      "conditions": .terms, "relance": .escalation, "relances": .escalation, "dunning": .escalation,
      "dérogation": .override, "exception": .override, "client": .customer, "clients": .customer,
      "score": .scorecard, "décision": .decision, "politique": .policy, "données": .data,
      "quand": .when, "si": .when, "sinon": .otherwise, "parce": .because, "car": .because, "selon": .cites,
      "et": .and, "ou": .or, "est": .is_, "non": .not, "oui": .yes, "supérieur": .moreThan,
      "inférieur": .lessThan, "jours": .days, "jour": .days, "mois": .months, "ans": .years, "année": .years,
      "années": .years, "montant": .money, "nombre": .number, "pourcentage": .percent, "texte": .text,
      "facultatif": .optional, "boolean": .yesOrNo, "bool": .yesOrNo, "string": .text,
      "integer": .wholeNumber,
      "amount": .money, "percentage": .percent,
    ]
  )
}
