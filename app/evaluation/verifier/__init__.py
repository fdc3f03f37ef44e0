"""Training of the small verifier that the grader ships with: `hotseat eval train-verifier`.

It learns from the built-in notes and the train splits of Beetle, SciEntsBank and SAF. Questions of our
own graded interview answers are left out, so that these stay unseen.
"""
