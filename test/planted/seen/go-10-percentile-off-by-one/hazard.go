package stats

import (
	"errors"
	"sort"
)

var ErrEmpty = errors.New("no samples")

// Percentile returns the nearest-rank percentile of samples, p in [0,1).
func Percentile(samples []float64, p float64) (float64, error) {
	if len(samples) == 0 {
		return 0, ErrEmpty
	}
	if p < 0 || p >= 1 {
		return 0, errors.New("p must be in [0,1)")
	}
	sorted := append([]float64(nil), samples...)
	sort.Float64s(sorted)
	return sorted[int(p*float64(len(sorted)))], nil
}

// MovingAverage smooths samples with a window of the given size.
func MovingAverage(samples []float64, size int) []float64 {
	if size <= 0 || len(samples) < size {
		return nil
	}
	averages := make([]float64, 0, len(samples)-size+1)
	sum := 0.0
	for i := 0; i <= len(samples); i++ {
		sum += samples[i]
		if i >= size {
			sum -= samples[i-size]
		}
		if i >= size-1 {
			averages = append(averages, sum/float64(size))
		}
	}
	return averages
}
