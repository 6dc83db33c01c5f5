/** What visitors write to each department, in words of our own: ten phrases each, as a team would begin with. */
const PHRASES: Readonly<Record<string, readonly string[]>> = {
  airline: [
    'I would like to book a flight',
    'Please send me my boarding pass',
    'I need a plane ticket to Denver',
    'Can I change my seat on the plane?',
    'I want a window seat on my flight',
    'What is the status of my flight?',
    'My flight was delayed, when does it depart?',
    'Please cancel my flight to Boston',
    'How many bags may I take on board?',
    'Book two tickets from Chicago to Miami',
  ],
  fastfood: [
    'I want to order a pizza',
    'Two cheeseburgers and a large coke, please',
    'Can I get fries with that?',
    'What salads do you have on the menu?',
    'I would like to order food for delivery',
    'One pepperoni pizza with extra cheese',
    'My burger came cold',
    'Please add a dessert to my order',
    'A veggie wrap and a lemonade',
    'How long until my meal is here?',
  ],
  finance: [
    'My credit card was stolen, please block it',
    'I want to check my account balance',
    'I need a new debit card, mine is expired',
    'There is a charge on my card that I do not know',
    'How much money is in my savings account?',
    'I want to transfer money to another account',
    'I lost my card',
    'Please order cheques for my account',
    'What is my routing number?',
    'I would like to close my bank account',
  ],
  insurance: [
    'I need a proof of insurance for my car',
    'What is the status of my claim?',
    'I want to change my insurance plan',
    'My phone screen is cracked, is it insured?',
    'How do I report a broken phone?',
    'I had an accident and want to file a claim',
    'Please send me my car insurance card',
    'Does my policy cover a broken windscreen?',
    'I would like to get a quote for a policy',
    'My insured phone fell into water',
  ],
  media: [
    'I want new cable service',
    'My internet is down',
    'I need an internet connection at home',
    'I would like to see my bill for cable',
    'Which TV channels are in the plan?',
    'I am moving and want to transfer my internet service',
    'The cable box does not work',
    'What does the fastest broadband plan cost?',
    'I want to cancel my cable subscription',
    'The Wi-Fi is very slow',
  ],
  software: [
    'I forgot my password and need to reset it',
    'I need to report travel expenses',
    'My software does not start any more',
    'I cannot log in to my account',
    'I want to be reimbursed for my business trip',
    'My computer shows an error when I open the program',
    'Please help me with a software update',
    'I need an invoice for my licence',
    'The app crashes when I upload a file',
    'How do I submit an expense report?',
  ],
}

export const DEPARTMENTS: readonly string[] = Object.keys(PHRASES)

/** The text of the taxonomy that stands beside the settings. */
export function taxonomyText(): string {
  const departments = DEPARTMENTS.map((team) => ({ team, examples: PHRASES[team] }))
  // JSON is YAML too.
  return JSON.stringify({ departments })
}
