-- Figures that somebody stated before or outside Relais. `about` names the dimensions: `channel=phone&line=general`.
create table declared_figure (
  id {id} primary key not null,
  measure text not null,
  about text not null,
  period text not null,
  value {real} not null,
  unit text not null,
  numerator {whole},
  denominator {whole},
  target {real},
  derived {flag} not null,
  note {json} not null,
  source {json} not null,
  unique (measure, about, period)
);
