"""Whether a given name is a woman's or a man's, so that "she" is never taken for a man.

Common English and Slavic names; others are judged by their ending, or not at all.
"""

from __future__ import annotations

from typing import Literal

Gender = Literal["she", "he"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


_HERS = _words(
    """
    Agnes Alice Amy Andrea Angel Anne Ann April Ashley Audrey Barbara Beatrice Beth Betty Bridget Camille Carly
    Carol Caroline Catherine Charlotte Cheryl Chloe Christine Claire Condoleezza Courtney Crystal Cynthia Daphne
    Dawn Deborah Debbie Denise Diane Donna Doris Dorothy Edith Eileen Eleanor Elizabeth Ellen Emily Erin Esther
    Eve Evelyn Florence Frances Gail Geraldine Gillian Ginger Gladys Grace Gwen Hannah Harriet Hazel Heather
    Heidi Helen Hilary Hillary Holly Ingrid Irene Isabel Ivy Jacqueline Jane Janet Janice Jean Jennifer Jessica
    Jill Joan Joanne Joy Joyce Judith Judy Julie Karen Kate Katherine Kathleen Kathryn Katie Kay Kellyanne Kelly
    Kim Kimberly Kirsten Lauren Leigh Lillian Linda Lois Loretta Lori Louise Lucy Lynn Mabel Madeleine Margaret
    Marie Marilyn Marjorie Mary Maureen Megan Melissa Michelle Mildred Miriam Molly Nancy Naomi Natalie Nell
    Nicole Pamela Pat Patty Peggy Phyllis Rachel Rosemary Rose Ruth Sally Samantha Sarah Shannon Sharon Shirley
    Simone Sue Susan Suzanne Sylvie Theresa Tracy Ursula Valerie Vivian Wendy Yvonne Lyubov Ljubov Nigar Olga
    Olha Oksana Iryna Irina Svitlana Svetlana Kateryna Ekaterina Tetiana Tetyana Tatyana Tatiana Natalia Nataliya
    Natalya
    Yulia Yuliya Julia Daria Darya Dariia Sofia Sofiia Anna Hanna Anastasia Anastasiia Maria Mariia Mariya Marina
    Maryna
    Viktoria Victoria Viktoriia Lyudmyla Lyudmila Liudmyla Larysa Larisa Halyna Galina Nadia Nadiya Nadezhda Valentyna
    Valentina Yevhenia Yevgenia Oleksandra Alexandra Olena Elena Yelena Alina Polina Inna Zoya Vira Vera Raisa Nina
    Lesia Lesya Bohdana Solomiia Zlata Ksenia Kseniya Emine Ayse Giorgia Ursula Sanna Kaja Kamala Nikki Liz Theresa
    """
)
_HIS = _words(
    """
    Mykola Nikita Ilya Illia Illya Mykyta Kuzma Luka Sava Luca Joshua Ezra Mustafa Musa Andrea Sasha Misha Dima
    Kolya Vanya Petya Garba Noah Elijah Jeremiah Micah Bela Jonah Isaiah Srda Kostya Yasha Danila Yarema Khoma
    Abdulla Dana Aaron Adam Adrian Alan Albert Alec Alex Alexander Alexei Alexey Aleksandr Aleksander Oleksandr
    Alfred Ali Allen Anatoly Andrew Andrei Andrey Andriy Angus Anthony Anton Antonio Arkady Arseniy Arseny Arsen
    Arthur Artem Barack Barry Ben Benjamin Bernard Bernie Bill Bob Boris Borys Brad Brandon Brian Bruce Bryan
    Carl Carlos Charles Chris Christopher Chuck Colin Craig Dan Daniel Danylo Dave David Dean Denis Denys Dennis
    Dmitri Dmitry Dmytro Don Donald Douglas Ed Eduard Edward Eric Ernest Eugene Evgeny Federico Felix Francis
    Francois François Frank Fred Gary Gennady Geoffrey George Gerald Gerhard Gleb Gordon Graham Greg Gregory Guy
    Harold Harry Henry Herman Howard Hugh Ian Igor Ihor Ivan Jack Jacob Jakub James Jan Jason Jay Jean-Claude
    Jeff Jeffrey Jens Jeremy Jerry Jim Jimmy Joe Joel John Jon Jonathan Jose José Josef Joseph Josh Juan Justin
    Keith Ken Kenneth Kevin Konstantin Larry Lawrence Leon Leonid Lloyd Louis Lukas Luis Marco Mario Mark Marko
    Martin Matt Matthew Maxim Maksym Michael Mikhail Mykhailo Mike Mitch Mitt Mohammed Muhammad Nathan Neil
    Nicholas Nick Nigel Nikolai Nikolay Norman Oleg Oleh Oliver Oscar Ostap Patrick Paul Pavel Pavlo Peter Petr
    Petro Phil Philip Pierre Pyotr Radoslaw Ralph Ramzan Ray Raymond Recep Reinhold Rex Richard Rick Rob Robert
    Roger Roman Ron Ronald Roy Rudy Ruslan Russell Sam Samuel Scott Sean Semyon Sergei Sergey Serhiy Serhii Seth
    Sigmar Simon Stanislav Stefan Stephen Steve Steven Stuart Taras Ted Terry Thomas Tim Timothy Todd Tom Tony
    Vadim Vadym Valentin Valery Valeriy Vasily Vasyl Victor Viktor Vitali Vitaly Vitalii Vladimir Volodymyr
    Vladislav Vyacheslav Walter Warren Wayne William Willy Yakov Yaroslav Yevgeny Yuri Yury Yuriy Yurii Zbigniew
    Didier Laurent Frank-Walter Guido Jean-Marc Ban Xi Kofi Narendra
    Lev Hlib Ihor Bohdan Bogdan Vsevolod Svyatoslav Valerii Oleksii Oleksiy Anatolii Yevhen Yevhenii Yevgenii Evgenii
    Stepan Semen Zakhar Zahar Tymofiy Tymur Timur Rustem Rustam Refat Mustafa Kyrylo Kirill Kirylo Vitalik Nazar Orest
    Rostyslav Myroslav Miroslav Lyubomyr Dmytrii Dmitrii Andrii Georgiy Heorhii Giorgi Hennadii Hryhoriy Hryhorii Fedir
    Fyodor Vasyl Vasilii Vasiliy Pavlo Denys Makar Matvii Ostap Yukhym Kostiantyn Arsenii Eduard Emmanuel Olaf Joe Rishi
    Keir Jens Josep Antony Lloyd Alexandar Viktor Ramil Ruslan Radek Donald Andrzej Mateusz Gitanas Sauli Egils
    """
)


def guess_gender(given_name: str) -> Gender | None:
    """Tell whose a given name is, or None where that cannot be known."""
    name = given_name.lower()
    if name in _HIS:
        return "he"
    if name in _HERS:
        return "she"
    return (
        "she" if name.endswith(("ia", "na", "la", "ra", "ya", "sa", "ta", "da", "ka", "lya", "ette", "ine")) else None
    )


def is_given_name(word: str) -> bool:
    """Tell whether a word is known as a given name."""
    return word.lower() in _HIS or word.lower() in _HERS
