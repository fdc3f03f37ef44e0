"""Training of the small verifier that the grader ships with: `hotseat eval train-verifier`.

It learns from the built-in notes, from the training split of our own interview answers and from the
train splits of Beetle, SciEntsBank and SAF. Questions that the grader is measured on are left out.
"""
