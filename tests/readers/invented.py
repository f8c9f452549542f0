"""Invented papers for the readers' tests: titles and names of the kinds that are hard to tell apart."""

from __future__ import annotations

from typing import NamedTuple

ABSTRACT = "We study a small problem and report what we found. The results hold on two tasks."


class Invented(NamedTuple):
    """A paper that nobody wrote; ``hint`` is a sentence of its abstract."""

    title: str
    authors: str
    hint: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.authors.removesuffix(" et al.").split(", "))

    @property
    def complete(self) -> bool:
        return not self.authors.endswith(" et al.")

    @property
    def abstract(self) -> str:
        return f"{ABSTRACT} {self.hint}".strip()


HARD = (
    # titles that end in acronyms, with and without a word of the abstract that tells
    Invented("Slow Replay for RL", "Sara Dunnfield, Ole Brandvik, Mei Tanaka et al.", "Replay helps RL."),
    Invented("Slow Replay for RL", "Sara Dunnfield, Ole Brandvik, Mei Tanaka et al."),
    Invented("Forgetting in LSTMs", "Ruth Almqvist"),
    Invented("Pruning a GAN", "M. Orsolini, P. Quaresma", "A GAN is pruned."),
    Invented("Pruning a GAN", "M. Orsolini, P. Quaresma"),
    Invented("Routing with GPT-4", "Bela Horvat, Iris Novotna"),
    Invented("Bounds for the UCB", "DJ Hartwell, Ana Prieto, Tomas Vik et al.", "The UCB rule is bounded."),
    Invented("What Makes BERT a BERT", "Jane X Kowal, Lee Ashdown"),
    Invented("Sampling from a POMDP", "J.-P. Lemarchand, Rui Costeira", "A POMDP is sampled."),
    Invented("Cheap Planning on a TPU", "Xi Wenhua, Bo Lindqvist"),
    Invented("On Counting in NP", "Ada Vance", "The class NP is counted."),
    Invented("Rewards and the AGI", "Il Sung Parkwell, Evan Archambault", "On the AGI question."),
    # capitals inside words
    Invented("Few Labels on ImageNet", "Noor Haddadine, Karl Ekman, Paul Riemann et al.", "We use ImageNet."),
    Invented("Few Labels on ImageNet", "Noor Haddadine, Karl Ekman, Paul Riemann et al."),
    Invented("Chess without AlphaZero", "Lena Grossmann, Petr Havlik"),
    Invented("Better Views with ReLIC", "Yann LeGrand, Sean McAllister", "ReLIC gives views."),
    Invented("Diverse Play with DOMiNO", "Tom Zimmerli, Ines Duarte, Kofi Mensah et al.", "DOMiNO plays."),
    Invented("Ten Years of DeepMind", "Gwen DeYoung"),
    Invented("Planning over BigHarbours", "Tyra Condell, Ari Dasgupta", "Ships in big harbours are counted."),
    Invented("PonderLess: Thinking Less", "Sean McNulty, Jan Balodis, Ida Holm"),
    # digits, LaTeX and signs
    Invented("Human-level Bridge 300x faster", "Steve Kaplinski, Victor Camposanto, Ray Jinglei et al."),
    Invented("Walking in 3D", "Petra Karkula, Mehdi Mirzai"),
    Invented("Scaling Laws of Gemma 2.5", "Gheorghe Comanescu, Eric Biebel, Mike Schaeker et al."),
    Invented("Learning in the 1990s", "Olga Petrenko"),
    Invented("Agent58", "Adria Puigmartí, Bilal Pioton, Steven Kapur et al."),
    Invented("Synth$^3$", "Sahand Sharifi, Christos Kaplan"),
    Invented("A Bound of Order $O(n \\log n)$", "Ugo Ferrante, Li Wei"),
    Invented("Solving Go!", "Ivo Danilov"),
    Invented("Can Agents Forget What They Never Learned?", "Nenad Tomic, Ioana Bicescu, Brian McWill et al."),
    Invented("Local Charts (LC-LVM)", "Mijung Parkhurst, Ahmad Qadir"),
    Invented('The Meaning of "Tabula Rasa"', "Peter Karlsen, Jane O'Brien"),
    Invented("Comments on “Deep Learning”", "Ola Nordmann"),
    Invented("Programming in C++", "Bjarne Holmqvist, Vera Sokolova"),
    # commas, colons, dots
    Invented("Look, Guess, Repeat: Fast Scenes", "S. M. Ali Eskandari, Nick Heesters, Theo Weberling et al."),
    Invented("Woven, Carved, Painted", "Lars Buesinger"),
    Invented("Reading, Writing, and Arithmetic in ResNets", "Ada King, Bo Li, Cy Young"),
    Invented("Been Everywhere, Seen Nothing: Maps, Places, Grids", "Sam Ritterhaus, Zeb Kurtz-Nilsen"),
    Invented("Scene Parsing · A Second Look", "Ada King, Bo Lindgren et al."),
    Invented("A vs. B", "Carla Bellini, Dirk de Wit"),
    Invented("Settling a Guess by Brandvik et al.", "Hua Sunder, Syed A. Javed"),
    Invented("Settling a Guess by Brandvik et al.", "Hua Sunder, Syed A. Javed, Omar Zaki et al."),
    Invented("Mapping the Harbour `Species'", "Fabian Vigo, Luca Dall'Orto"),
    Invented("On the Memory of the Agents'", "Paola Messner, Jan Cala"),
    # lower-case ends
    Invented("A case for slow networks", "Mihaela Roscan, Arthur Grettir, Theo Weberling et al."),
    Invented("Learning to unlearn", "Jane X. Wangui, Dhruva Tirumal, Hubert Soyez et al."),
    Invented("Notes on the genetics of mRNA", "Ewa Zielinska, Jo March"),
    Invented("Shorter chains in arXiv", "Rosa Lindt, Tim Aroyo", "We use arXiv."),
    # particles
    Invented("Large Action Spaces", "Gabriel Dulac-Martin, Hado van der Meulen, Ingrid von Berg et al."),
    Invented("Optimal Control of Elevators", "van der Linden, Pieter"),
    Invented("The Calculus of Memory", "Leonardo da Costa, Ludwig van den Broek"),
    Invented("Slow Reading", "Jean d'Alembourg, Omar al-Khatib"),
    # one name, teams, suffixes
    Invented("On the Forms", "Plato"),
    Invented("A Report on Small Models", "OpenModels"),
    Invented("Adaptation in Open Spaces", "Adaptive Player Team, Jakob Bauermann, Kate Baumann et al."),
    Invented("Search for Dark Photons", "The ARGUS Collaboration"),
    Invented("Photons in Stochastic Games", "ARGUS Scientific Collaboration"),
    Invented("Gemstone 3 Technical Report", "Gemstone Team, Rohan Anilkumar, Seb Borgward et al."),
    Invented("Counting Votes", "William Strunk III, Mary Shelton"),
    Invented("Thirty Proofs", "R. C. van Dalen"),
    # other scripts and accents
    Invented("Пути обучения", "Иван Петренко, Анна Седова"),
    Invented("深度强化学习综述", "Li Wei, Chen Hao"),
    Invented("Deep Memory", "王小明, 李华"),
    Invented("Μάθηση με μνήμη", "Νίκος Παππάς, Ελένη Δήμου"),
    Invented("Episodic Control", "محمد علي, سارة حسن"),
    Invented("Copies in P2P Networks", "박지성, 이영희"),
    Invented("Counting Harbours at Night", "Wei Lindqvist (李伟), Hua Zhangson (张华)"),
    Invented("A Study of Noise", "Élodie Ångström, Şule Çelik, Łukasz Żak"),
    Invented("Étude de la mémoire", "Øyvind Åsland"),
    # words that could be names
    Invented("Learning from Andrew", "Mark Young, Grace Long, Hope Song et al."),
    Invented("The Power of Will", "Will Power"),
    Invented("Playing Chess with Max", "Max Welldon"),
)
