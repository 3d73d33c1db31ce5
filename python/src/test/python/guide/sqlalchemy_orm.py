# SPDX-License-Identifier: Apache-2.0
"""SQLAlchemy, as it is: its dialect for psycopg2 finds this one."""

# region sqlalchemy
import datetime

import psycopg2
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()


class Author(Base):
    __tablename__ = "author"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), unique=True)
    born = sa.Column(sa.Date)
    tags = sa.Column(ARRAY(sa.String))
    data = sa.Column(JSONB)
    books = relationship("Book", back_populates="author")


class Book(Base):
    __tablename__ = "book"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.Text)
    author_id = sa.Column(sa.ForeignKey("author.id"))
    author = relationship(Author, back_populates="books")


engine = sa.create_engine("postgresql+psycopg2://", creator=lambda: psycopg2.connect(dsn))
Base.metadata.create_all(engine)
with Session(engine) as session:
    ann = Author(name="Ann", born=datetime.date(1970, 1, 2), tags=["a", "b"], data={"x": [1, 2]})
    ann.books = [Book(title=f"volume {i}") for i in range(100)]
    session.add(ann)
    session.commit()
    found = session.query(Author).filter(Author.tags.any("b")).one()
    print(found.name, found.born, found.tags, found.data, len(found.books))
    try:
        session.add(Author(name="Ann"))
        session.flush()
    except sa.exc.IntegrityError as e:
        print(type(e.orig).__name__, e.orig.pgcode)
        session.rollback()
Base.metadata.drop_all(engine)
engine.dispose()
# endregion
