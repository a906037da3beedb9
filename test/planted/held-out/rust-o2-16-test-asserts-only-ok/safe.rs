use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeOfDay {
    pub hour: u8,
    pub minute: u8,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a time of day: {0:?}")]
pub struct NotATime(String);

impl FromStr for TimeOfDay {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let wrong = || NotATime(text.to_owned());
        let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
        let hour: u8 = hour.parse().map_err(|_| wrong())?;
        let minute: u8 = minute.parse().map_err(|_| wrong())?;
        if hour > 23 || minute > 59 {
            return Err(wrong());
        }
        Ok(Self { hour, minute })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_hours_past_the_day() {
        assert_eq!("24:00".parse::<TimeOfDay>(), Err(NotATime("24:00".into())));
    }

    #[test]
    fn takes_spaces_around_the_time() {
        let time: TimeOfDay = " 07:30 ".parse().expect("spaces do not matter");
        assert_eq!(time.hour, 7);
        assert_eq!(time.minute, 30);
    }
}
